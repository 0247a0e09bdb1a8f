package dev.convexairbyte.stub;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convexairbyte.stub.authentication.AuthConfig;
import dev.convexairbyte.stub.authentication.AuthProvider;
import dev.convexairbyte.stub.datasync.SyncLimits;
import dev.convexairbyte.stub.export.PageLimit;
import dev.convexairbyte.stub.functions.TimeLimits;
import dev.convexairbyte.stub.http.AdminKey;
import dev.convexairbyte.stub.registration.ConvexApp;
import dev.convexairbyte.stub.requests.RecordedRequest;
import dev.convexairbyte.stub.schema.DeclaredSchema;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** How a stub is set up. The defaults are the real backend's where it has a value. */
public final class StubSettings {

  private static final int MAX_PORT = 65_535;

  private final String host;
  private final int port;
  private final int sitePort;
  private final KeySettings keys;
  private final Optional<Path> data;
  private final PageSettings pages;
  private final Duration documentRetention;
  private final Duration requestTimeout;
  private final Duration functionTimeout;
  private final IndexSettings indexes;
  private final Optional<DeclaredSchema> schema;
  private final List<ConvexApp> apps;
  private final List<AuthProvider> authProviders;
  private final Clock clock;
  private final long seed;
  private final Consumer<RecordedRequest> requestListener;
  private final boolean redactsLogs;
  private final Consumer<String> logListener;

  private StubSettings(Builder builder) {
    host = builder.host;
    port = builder.port;
    sitePort = builder.sitePort;
    keys =
        new KeySettings(
            new AdminKey(builder.adminKey),
            builder.choosesAdminKey,
            builder.readOnlyKey,
            builder.importOnlyKey,
            builder.streamingExport);
    data = builder.data;
    pages =
        new PageSettings(
            new PageLimit(builder.snapshotPageRows, builder.snapshotPageTime, builder.clock),
            builder.deltaPageRows,
            new SyncLimits(builder.syncPageRows, builder.syncPageBytes, builder.syncLogRows));
    documentRetention = builder.documentRetention;
    requestTimeout = builder.requestTimeout;
    functionTimeout = builder.functionTimeout;
    indexes = new IndexSettings(builder.indexPollsUntilReady, builder.indexBackfill);
    schema = builder.schema;
    apps = List.copyOf(builder.apps);
    authProviders = builder.authProviders;
    clock = builder.clock;
    seed = builder.seed;
    requestListener = builder.requestListener;
    redactsLogs = builder.redactsLogs;
    logListener = builder.logListener;
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

  KeySettings keys() {
    return keys;
  }

  Optional<Path> data() {
    return data;
  }

  PageSettings pages() {
    return pages;
  }

  Duration documentRetention() {
    return documentRetention;
  }

  Duration requestTimeout() {
    return requestTimeout;
  }

  Duration functionTimeout() {
    return functionTimeout;
  }

  IndexSettings indexes() {
    return indexes;
  }

  Optional<DeclaredSchema> schema() {
    return schema;
  }

  List<ConvexApp> apps() {
    return apps;
  }

  List<AuthProvider> authProviders() {
    return authProviders;
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

  boolean redactsLogs() {
    return redactsLogs;
  }

  Consumer<String> logListener() {
    return logListener;
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
    private boolean choosesAdminKey;
    private Optional<Path> data = Optional.empty();
    private int snapshotPageRows = 1024;
    private Duration snapshotPageTime = Duration.ofSeconds(60);
    private int deltaPageRows = 128;
    private int syncPageRows = 16_384;
    private int syncPageBytes = 64 << 20;
    private int syncLogRows = 32_768;
    private Duration documentRetention = Duration.ofDays(14);
    private Duration requestTimeout = Duration.ofMinutes(5);
    private Duration functionTimeout = TimeLimits.TRANSACTION;
    private int indexPollsUntilReady;
    private Duration indexBackfill = Duration.ZERO;
    private Optional<DeclaredSchema> schema = Optional.empty();
    private final List<ConvexApp> apps = new ArrayList<>();
    private List<AuthProvider> authProviders = List.of();
    private Clock clock = Clock.systemUTC();
    private long seed;
    private Consumer<RecordedRequest> requestListener = request -> {};
    private boolean redactsLogs;
    private Consumer<String> logListener = line -> {};

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

    /** The documents after which a data sync page ends. */
    public Builder syncPageRows(int rows) {
      this.syncPageRows = requireRange(rows, 1, Integer.MAX_VALUE);
      return this;
    }

    /** The bytes of documents after which a data sync page ends; a document is never split. */
    public Builder syncPageBytes(int bytes) {
      this.syncPageBytes = requireRange(bytes, 1, Integer.MAX_VALUE);
      return this;
    }

    /** The most rows of the log that a data sync page reads, but for a longer transaction. */
    public Builder syncLogRows(int rows) {
      this.syncLogRows = requireRange(rows, 1, Integer.MAX_VALUE);
      return this;
    }

    /** How far back of the newest commit documents can be read. */
    public Builder documentRetention(Duration retention) {
      this.documentRetention = requirePositive(retention, "documentRetention");
      return this;
    }

    /**
     * How long a request may take from its head until its answer is known, by the machine's clock;
     * 300 seconds by default. After that it is answered with a 408 without a body.
     */
    public Builder requestTimeout(Duration time) {
      this.requestTimeout = requirePositive(time, "requestTimeout");
      return this;
    }

    /**
     * How long a query or a mutation may take until it is given up, by the machine's clock; 16
     * seconds by default. An action may take as long as a request, ten minutes at most.
     */
    public Builder functionTimeout(Duration time) {
      this.functionTimeout = requirePositive(time, "functionTimeout");
      return this;
    }

    /** How many readiness polls are answered with no before a new index is ready. */
    public Builder indexPollsUntilReady(int polls) {
      this.indexPollsUntilReady = requireRange(polls, 0, Integer.MAX_VALUE);
      return this;
    }

    /** How long, by the clock, a new index takes until it is ready, asked for or not. */
    public Builder indexBackfill(Duration duration) {
      if (duration.isNegative()) {
        throw new IllegalArgumentException("indexBackfill must not be shorter than zero");
      }
      this.indexBackfill = duration;
      return this;
    }

    /**
     * The schema of the root component, as Convex's {@code export()} has it; that of the
     * applications by default.
     */
    public Builder schema(JsonNode schema) {
      this.schema = Optional.of(DeclaredSchema.of(schema));
      return this;
    }

    /** Adds an application, whose functions and routes the deployment has; none by default. */
    public Builder app(ConvexApp app) {
      this.apps.add(app);
      return this;
    }

    /** Whose tokens the deployment trusts; by default nobody's. */
    public Builder authProviders(AuthProvider... providers) {
      this.authProviders = List.of(providers);
      return this;
    }

    /** The same, as JSON of what auth.config of an application exports. */
    public Builder authConfig(JsonNode config) {
      this.authProviders = AuthConfig.parse(config);
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

    /**
     * Whether clients are told neither why functions and HTTP actions fail nor what they log, as
     * with a production deployment; data of a ConvexError reach them all the same. They are told by
     * default.
     */
    public Builder redactLogsToClient(boolean redact) {
      this.redactsLogs = redact;
      return this;
    }

    /** Told of all that functions and HTTP actions log, and how they fail, on their threads. */
    public Builder logListener(Consumer<String> listener) {
      this.logListener = listener;
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
