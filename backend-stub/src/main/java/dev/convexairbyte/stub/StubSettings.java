package dev.convexairbyte.stub;

import dev.convexairbyte.stub.http.AdminKey;
import java.nio.file.Path;
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
  private final boolean choosesAdminKey;
  private final Optional<Path> data;
  private final int snapshotPageRows;
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
    choosesAdminKey = builder.choosesAdminKey;
    data = builder.data;
    snapshotPageRows = builder.snapshotPageRows;
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

  /** Whether the key was given: one that was not gives way to the one that is kept. */
  boolean choosesAdminKey() {
    return choosesAdminKey;
  }

  Optional<Path> data() {
    return data;
  }

  int snapshotPageRows() {
    return snapshotPageRows;
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
    private boolean choosesAdminKey;
    private Optional<Path> data = Optional.empty();
    private int snapshotPageRows = 1024;
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

    /**
     * The deploy key; by default the one that the data directory keeps, a random one where there is
     * none yet.
     */
    public Builder adminKey(String adminKey) {
      this.adminKey = new AdminKey(adminKey).reveal();
      this.choosesAdminKey = true;
      return this;
    }

    /**
     * The directory in which the deployment lives on, made if it is missing; in memory only by
     * default. One stub at a time may use it.
     */
    public Builder data(Path directory) {
      this.data = Optional.of(directory);
      return this;
    }

    /** The most documents of a list_snapshot page. */
    public Builder snapshotPageRows(int rows) {
      this.snapshotPageRows = requireRange(rows, 1, Integer.MAX_VALUE);
      return this;
    }

    /** The rows of the log after which a document_deltas page ends. */
    public Builder deltaPageRows(int rows) {
      this.deltaPageRows = requireRange(rows, 1, Integer.MAX_VALUE);
      return this;
    }

    /** How far back of the newest commit documents can be read. */
    public Builder documentRetention(Duration retention) {
      if (retention.isNegative() || retention.isZero()) {
        throw new IllegalArgumentException("documentRetention must be longer than zero");
      }
      this.documentRetention = retention;
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

    private static int requireRange(int value, int least, int most) {
      if (value < least || value > most) {
        throw new IllegalArgumentException(
            "a setting must lie between %d and %d".formatted(least, most));
      }
      return value;
    }
  }
}
