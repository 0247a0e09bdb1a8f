package dev.convexairbyte.stub.datasync;

import dev.convexairbyte.stub.http.Request;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Names new syncs: random UUIDs, after the name of the client where it is a known integration.
 * Mirrors DataSyncClient of get-convex/convex-backend, crates/streaming_export/src/lib.rs.
 */
public final class SyncIds {

  private static final long VERSION_MASK = 0xF000L;
  private static final long VERSION_4 = 0x4000L;
  private static final long VARIANT_MASK = 0xC000_0000_0000_0000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  private final RandomGenerator random;

  public SyncIds(RandomGenerator random) {
    this.random = random;
  }

  String next(Request request) {
    return prefix(request.header("Convex-Client").orElse("")) + uuid();
  }

  private static String prefix(String client) {
    if (client.startsWith("airbyte-export-")) {
      return "airbyte-";
    }
    boolean fivetran =
        client.startsWith("fivetran-export-") || client.startsWith("fivetran-import-");
    return fivetran ? "fivetran-" : "";
  }

  private UUID uuid() {
    long high = random.nextLong();
    long low = random.nextLong();
    return new UUID((high & ~VERSION_MASK) | VERSION_4, (low & ~VARIANT_MASK) | VARIANT);
  }
}
