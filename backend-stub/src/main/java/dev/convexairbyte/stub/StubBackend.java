package dev.convexairbyte.stub;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.stub.application.Writes;
import dev.convexairbyte.stub.database.Database;
import dev.convexairbyte.stub.database.Transaction;
import dev.convexairbyte.stub.database.TransactionLimits;
import dev.convexairbyte.stub.errors.BackendException;
import dev.convexairbyte.stub.faults.Faults;
import dev.convexairbyte.stub.functions.FunctionThreads;
import dev.convexairbyte.stub.functions.Functions;
import dev.convexairbyte.stub.functions.Registry;
import dev.convexairbyte.stub.functions.TimeLimits;
import dev.convexairbyte.stub.http.Router;
import dev.convexairbyte.stub.httpactions.HttpActions;
import dev.convexairbyte.stub.importing.Backfill;
import dev.convexairbyte.stub.requests.RecordedRequest;
import dev.convexairbyte.stub.requests.RequestLog;
import dev.convexairbyte.stub.scheduling.ScheduledRuns;
import dev.convexairbyte.stub.schema.DeclaredSchema;
import dev.convexairbyte.stub.tables.Table;
import dev.convexairbyte.stub.transfer.DeploymentUrls;
import dev.convexairbyte.stub.transfer.PublicAddress;
import dev.convexairbyte.stub.transfer.UploadTokens;
import dev.convexairbyte.values.ConvexValue.ObjectValue;
import dev.convexairbyte.values.ValueEncoder;
import dev.convexairbyte.values.ValueFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * A local Convex deployment: an application's functions, streaming export and streaming import over
 * HTTP, an append-only log of documents behind them. Starts empty and ends with its data, unless
 * the settings name a directory for it.
 */
public final class StubBackend implements AutoCloseable {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final StubSettings settings;
  private final Storage storage;
  private final Database database;
  private final Registry registry;
  private final PublicAddress address = new PublicAddress(this::url);
  private final UploadTokens uploads;
  private final FunctionThreads threads = new FunctionThreads();
  private final Functions functions;
  private final ScheduledRuns scheduled;
  private final Backfill backfill;
  private final Faults faults = new Faults();
  private final RequestLog requests;
  private final HttpListener api;
  private final HttpListener site;

  private StubBackend(StubSettings settings) {
    this.settings = settings;
    registry = Registry.of(settings.apps());
    storage = Storage.open(settings);
    database = storage.database();
    uploads = new UploadTokens(database.secret(), new SecureRandom(), storage.clock());
    functions =
        new Functions(
            registry,
            database,
            new DeploymentServices(
                database,
                registry,
                storage.clock(),
                storage.files(),
                new DeploymentUrls(address, uploads)),
            threads,
            TimeLimits.of(settings.functionTimeout(), settings.requestTimeout()),
            settings.logListener());
    scheduled = new ScheduledRuns(database, functions, registry, storage.clock());
    backfill =
        new Backfill(settings.indexes().polls(), settings.indexes().backfill(), storage.clock());
    requests =
        new RequestLog(settings.requestListener(), settings.keys().access(storage.key())::maskIn);
    try {
      api = HttpListener.bind(settings.host(), settings.port(), settings.requestTimeout());
      site = bindSite(settings, api);
    } catch (StubStartException e) {
      storage.close();
      throw e;
    }
  }

  private static HttpListener bindSite(StubSettings settings, HttpListener api) {
    try {
      return HttpListener.bind(settings.host(), settings.sitePort(), settings.requestTimeout());
    } catch (StubStartException e) {
      api.close();
      throw e;
    }
  }

  private void serve() {
    Operations operations =
        new Operations(settings, storage, functions, uploads, address, backfill, faults, requests);
    Router router = new Router(operations.all());
    ActionHandler actions =
        new ActionHandler(
            new HttpActions(
                registry.router(),
                operations.callers(),
                functions,
                settings.redactsLogs(),
                new SecureRandom()),
            requests);
    api.serve(new ApiHandler(router, actions, faults, requests));
    site.serve(new SiteHandler(actions));
    scheduled.start();
  }

  /** Starts on free ports of the loopback interface, with a random key. */
  public static StubBackend start() {
    return start(StubSettings.defaults());
  }

  /**
   * Throws StubStartException where a port or the data directory cannot be had, and whatever an
   * application of the settings throws.
   */
  public static StubBackend start(StubSettings settings) {
    return start(settings, stub -> {});
  }

  /**
   * Takes the ports, has the deployment filled, and serves only then: no client sees half of what
   * is there. Throws StubStartException where a port or the data directory cannot be had,
   * IllegalArgumentException where a document does not match the schema of the settings, and
   * whatever filling throws.
   */
  public static StubBackend start(StubSettings settings, Consumer<StubBackend> fill) {
    StubBackend stub = new StubBackend(settings);
    try {
      settings.schema().or(stub.registry::schema).ifPresent(stub::declare);
      fill.accept(stub);
    } catch (RuntimeException | Error e) {
      stub.close();
      throw e;
    }
    stub.serve();
    return stub;
  }

  /** The stub's version; {@code development} where it does not run from its jar. */
  public static String version() {
    String version = StubBackend.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  /** Where the API is, without a slash at the end. */
  public URI url() {
    return api.url();
  }

  /** Where HTTP actions are, without a slash at the end. */
  public URI siteUrl() {
    return site.url();
  }

  /** The deploy key. */
  public String adminKey() {
    return storage.key().reveal();
  }

  /**
   * Inserts documents, given as encoded JSON, into a table of the root component in one transaction
   * and returns their ids. The table is made if it is missing. Throws like {@link Writes}.
   */
  public List<String> insert(String table, ObjectNode... documents) {
    List<String> ids = new ArrayList<>(documents.length);
    transact(
        writes -> {
          writes.createTable("", table);
          for (ObjectNode document : documents) {
            ids.add(writes.insert(table, document));
          }
        });
    return ids;
  }

  /**
   * Commits all that the work writes, in one transaction; if it throws, none of it. Throws
   * IllegalStateException where the work uses the stub itself instead of what it is given.
   */
  public void transact(Consumer<Writes> work) {
    database.commit(TransactionLimits.NONE, transaction -> work.accept(new Writes(transaction)));
  }

  /**
   * Declares the schema of the root component, as Convex's {@code export()} has it, and makes its
   * tables. Throws IllegalArgumentException, and declares nothing, where it is none or where a
   * document that is there does not match it.
   */
  public void setSchema(JsonNode schema) {
    declare(DeclaredSchema.of(schema));
  }

  private void declare(DeclaredSchema schema) {
    try {
      onSchema(transaction -> transaction.declare(schema));
    } catch (BackendException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** Removes the schema, and leaves its tables. */
  public void removeSchema() {
    onSchema(Transaction::removeSchema);
  }

  private void onSchema(Consumer<Transaction> change) {
    database.commit(TransactionLimits.NONE, change);
  }

  /** Lets no index become ready until it is released; those that are ready stay so. */
  public void holdIndexBackfill() {
    backfill.hold();
  }

  /** Lets indexes become ready again, as the settings say. */
  public void releaseIndexBackfill() {
    backfill.release();
  }

  /** The documents that a table of the root component holds now, as clean JSON, by id. */
  public List<ObjectNode> documents(String table) {
    return database.documents("", table).stream().map(StubBackend::clean).toList();
  }

  private static ObjectNode clean(ObjectValue document) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = MAPPER.createGenerator(bytes)) {
      new ValueEncoder(json, ValueFormat.CLEAN).write(document);
      json.flush();
      return (ObjectNode) MAPPER.readTree(bytes.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException("a byte array takes and gives all bytes", e);
    }
  }

  /** Whether a table of the root component holds no document, or is not there. */
  public boolean isEmpty(String table) {
    return database.isEmpty("", table);
  }

  /** The names of the root component's tables. */
  public Set<String> tables() {
    return database.read((log, catalog) -> catalog.active()).stream()
        .filter(table -> table.component().isEmpty())
        .map(Table::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The faults to come. */
  public Faults faults() {
    return faults;
  }

  /** The newest 10000 requests to the API, oldest first. */
  public List<RecordedRequest> requests() {
    return requests.all();
  }

  /**
   * Puts the clock of the deployment forward, for good, and returns what it says then: functions
   * that are due by it run. Throws IllegalArgumentException past 36500 days, and for going back.
   */
  public Instant advanceClock(Duration by) {
    return storage.clock().advance(by);
  }

  /** Waits until no scheduled function is due and none runs. */
  public void awaitScheduledFunctions() throws InterruptedException {
    scheduled.awaitDone();
  }

  @Override
  public void close() {
    api.close();
    site.close();
    scheduled.close();
    threads.close();
    storage.close();
  }
}
