package dev.convexairbyte.stub;

import dev.convexairbyte.stub.export.PageLimit;
import dev.convexairbyte.stub.http.AccessKeys;
import dev.convexairbyte.stub.http.AdminKey;
import dev.convexairbyte.stub.http.Permission;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;

/** How a stub is set up. The defaults are the real backend's where it has a value. */
public final class StubSettings {

  private static final int MAX_PORT = 65_535;

  private final String host;
  private final int port;
  private final int sitePort;
  private final AdminKey adminKey;
  private final Optional<AdminKey> readOnlyKey;
  private final Optional<AdminKey> importOnlyKey;
  private final boolean streamingExport;
  private final int snapshotPageRows;
  private final Duration snapshotPageTime;
  private final int deltaPageRows;
  private final Duration documentRetention;
  private final int indexPollsUntilReady;
  private final Clock clock;
  private final long seed;
  private final Consumer<RecordedRequest> requestListener;

  private StubSettings(Builder builder) {
    host = builder.host;
    port = builder.port;
    sitePort = builder.sitePort;
    adminKey = new AdminKey(builder.adminKey);
    readOnlyKey = builder.readOnlyKey;
    importOnlyKey = builder.importOnlyKey;
    streamingExport = builder.streamingExport;
    snapshotPageRows = builder.snapshotPageRows;
    snapshotPageTime = builder.snapshotPageTime;
    deltaPageRows = builder.deltaPageRows;
    documentRetention = builder.documentRetention;
    indexPollsUntilReady = builder.indexPollsUntilReady;
    clock = builder.clock;
    seed = builder.seed;
    requestListener = builder.requestListener;
  }

  public static StubSettings defaults() {
    return builder().build();
  }

  public static Builder builder() {
    return new Builder();
  }

  String host() {
    return host;
  }

  int port() {
    return port;
  }

  int sitePort() {
    return sitePort;
  }

  AdminKey adminKey() {
    return adminKey;
  }

  AccessKeys keys() {
    AccessKeys keys = new AccessKeys(adminKey);
    readOnlyKey.ifPresent(key -> keys.with(key, Permission.VIEW_DATA));
    importOnlyKey.ifPresent(key -> keys.with(key, Permission.IMPORT_BACKUPS));
    return keys;
  }

  boolean streamingExport() {
    return streamingExport;
  }

  PageLimit snapshotPageLimit() {
    return new PageLimit(snapshotPageRows, snapshotPageTime, clock);
  }

  int deltaPageRows() {
    return deltaPageRows;
  }

  Duration documentRetention() {
    return documentRetention;
  }

  int indexPollsUntilReady() {
    return indexPollsUntilReady;
  }

  Clock clock() {
    return clock;
  }

  long seed() {
    return seed;
  }

  Consumer<RecordedRequest> requestListener() {
    return requestListener;
  }

  /** Every method throws IllegalArgumentException for a value that cannot be. */
  public static final class Builder {

    private String host = "127.0.0.1";
    private int port;
    private int sitePort;
    private String adminKey;
    private Optional<AdminKey> readOnlyKey = Optional.empty();
    private Optional<AdminKey> importOnlyKey = Optional.empty();
    private boolean streamingExport = true;
    private int snapshotPageRows = 1024;
    private Duration snapshotPageTime = Duration.ofSeconds(60);
    private int deltaPageRows = 128;
    private Duration documentRetention = Duration.ofDays(14);
    private int indexPollsUntilReady;
    private Clock clock = Clock.systemUTC();
    private long seed;
    private Consumer<RecordedRequest> requestListener = request -> {};

    private Builder() {
      SecureRandom random = new SecureRandom();
      seed = random.nextLong();
      byte[] secret = new byte[32];
      random.nextBytes(secret);
      adminKey = "convex-stub|" + HexFormat.of().formatHex(secret);
    }

    /** The address to listen on; the loopback interface by default. */
    public Builder host(String host) {
      this.host = host;
      return this;
    }

    /** The port of the API; 0, the default, takes a free one. */
    public Builder port(int port) {
      this.port = requireRange(port, 0, MAX_PORT);
      return this;
    }

    /** The port of HTTP actions; 0, the default, takes a free one. */
    public Builder sitePort(int sitePort) {
      this.sitePort = requireRange(sitePort, 0, MAX_PORT);
      return this;
    }

    /** The deploy key; a random one by default. */
    public Builder adminKey(String adminKey) {
      this.adminKey = new AdminKey(adminKey).reveal();
      return this;
    }

    /** A second key, which may only read; none by default. */
    public Builder readOnlyKey(String key) {
      readOnlyKey = Optional.of(new AdminKey(key));
      return this;
    }

    /** A further key, which may only import; none by default. */
    public Builder importOnlyKey(String key) {
      importOnlyKey = Optional.of(new AdminKey(key));
      return this;
    }

    /** Whether the deployment's plan has streaming export; it does by default. */
    public Builder streamingExport(boolean enabled) {
      this.streamingExport = enabled;
      return this;
    }

    /** The most documents of a list_snapshot page. */
    public Builder snapshotPageRows(int rows) {
      this.snapshotPageRows = requireRange(rows, 1, Integer.MAX_VALUE);
      return this;
    }

    /** How long the rows of a list_snapshot page are produced, by the clock of the settings. */
    public Builder snapshotPageTime(Duration time) {
      this.snapshotPageTime = requirePositive(time, "snapshotPageTime");
      return this;
    }

    /** The rows of the log after which a document_deltas page ends. */
    public Builder deltaPageRows(int rows) {
      this.deltaPageRows = requireRange(rows, 1, Integer.MAX_VALUE);
      return this;
    }

    /** How far back of the newest commit documents can be read. */
    public Builder documentRetention(Duration retention) {
      this.documentRetention = requirePositive(retention, "documentRetention");
      return this;
    }

    /** How many readiness polls are answered with no before a new index is ready. */
    public Builder indexPollsUntilReady(int polls) {
      this.indexPollsUntilReady = requireRange(polls, 0, Integer.MAX_VALUE);
      return this;
    }

    /** Where timestamps and creation times come from. */
    public Builder clock(Clock clock) {
      this.clock = clock;
      return this;
    }

    /** Makes ids repeatable; they are random by default. */
    public Builder seed(long seed) {
      this.seed = seed;
      return this;
    }

    /** Told of every request, on the thread that answers it. */
    public Builder requestListener(Consumer<RecordedRequest> listener) {
      this.requestListener = listener;
      return this;
    }

    public StubSettings build() {
      return new StubSettings(this);
    }

    private static Duration requirePositive(Duration duration, String name) {
      if (duration.isNegative() || duration.isZero()) {
        throw new IllegalArgumentException(name + " must be longer than zero");
      }
      return duration;
    }

    private static int requireRange(int value, int least, int most) {
      if (value < least || value > most) {
        throw new IllegalArgumentException(
            "a setting must lie between %d and %d".formatted(least, most));
      }
      return value;
    }
  }
}
