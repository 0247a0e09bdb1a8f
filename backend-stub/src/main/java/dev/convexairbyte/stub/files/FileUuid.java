package dev.convexairbyte.stub.files;

import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** Reads and makes the UUIDs under which files are fetched: nobody can guess them. */
public final class FileUuid {

  private static final Pattern TEXT =
      Pattern.compile("\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

  private FileUuid() {}

  /** The UUID that a text is; empty for anything else, above all for a path. */
  public static Optional<UUID> parse(String text) {
    // Java's own parser takes texts of other lengths too.
    return TEXT.matcher(text).matches() ? Optional.of(UUID.fromString(text)) : Optional.empty();
  }

  /** A random one, as RFC 9562 wants its version and variant. */
  static UUID random(RandomGenerator random) {
    long high = (random.nextLong() & ~0xF000L) | 0x4000L;
    long low = (random.nextLong() & ~(3L << 62)) | (1L << 63);
    return new UUID(high, low);
  }
}
