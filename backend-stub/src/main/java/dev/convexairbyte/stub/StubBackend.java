package dev.convexairbyte.stub;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.stub.database.Database;
import dev.convexairbyte.stub.database.TransactionLimits;
import dev.convexairbyte.stub.export.DocumentDeltas;
import dev.convexairbyte.stub.export.GetTableColumnNames;
import dev.convexairbyte.stub.export.JsonSchemas;
import dev.convexairbyte.stub.export.ListSnapshot;
import dev.convexairbyte.stub.export.ReadWindow;
import dev.convexairbyte.stub.export.TestStreamingExportConnection;
import dev.convexairbyte.stub.http.Authenticator;
import dev.convexairbyte.stub.http.Endpoint;
import dev.convexairbyte.stub.http.Router;
import dev.convexairbyte.stub.http.Version;
import dev.convexairbyte.stub.importing.AddPrimaryKeyIndexes;
import dev.convexairbyte.stub.importing.Backfill;
import dev.convexairbyte.stub.importing.ClearTables;
import dev.convexairbyte.stub.importing.ImportAirbyteRecords;
import dev.convexairbyte.stub.importing.PrimaryKeyIndexesReady;
import dev.convexairbyte.stub.importing.ReplaceTables;
import dev.convexairbyte.stub.log.InMemoryDocumentLog;
import dev.convexairbyte.stub.log.LogEntry;
import dev.convexairbyte.stub.tables.Table;
import dev.convexairbyte.stub.tables.TableState;
import dev.convexairbyte.values.ConvexValue.ObjectValue;
import dev.convexairbyte.values.DocumentId;
import dev.convexairbyte.values.ValueEncoder;
import dev.convexairbyte.values.ValueFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A local Convex deployment: streaming export and streaming import over HTTP, an append-only log of
 * documents behind them. Starts empty; ends with close, and its data with it.
 */
public final class StubBackend implements AutoCloseable {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final StubSettings settings;
  private final Database database;
  private final Faults faults = new Faults();
  private final RequestLog requests;
  private final HttpListener api;
  private final HttpListener site;

  private StubBackend(StubSettings settings) {
    this.settings = settings;
    database =
        new Database(new InMemoryDocumentLog(), settings.clock(), new Random(settings.seed()));
    requests = new RequestLog(settings.requestListener());
    api = HttpListener.bind(settings.host(), settings.port());
    site = bindSite(settings, api);
  }

  private static HttpListener bindSite(StubSettings settings, HttpListener api) {
    try {
      return HttpListener.bind(settings.host(), settings.sitePort());
    } catch (StubStartException e) {
      api.close();
      throw e;
    }
  }

  private void serve() {
    Router router = new Router(endpoints(settings, database));
    api.serve(new ApiHandler(router, faults, requests));
    site.serve(new SiteHandler());
  }

  /** Every operation of the HTTP API. */
  static List<Endpoint> endpoints(StubSettings settings, Database database) {
    Authenticator authenticator = new Authenticator(settings.keys(), settings.streamingExport());
    ReadWindow window = new ReadWindow(settings.documentRetention());
    Backfill backfill = new Backfill(settings.indexPollsUntilReady());
    return List.of(
        new Version("convex-stub " + version()),
        new JsonSchemas(database, authenticator),
        new GetTableColumnNames(database, authenticator),
        new TestStreamingExportConnection(authenticator),
        new ListSnapshot(database, authenticator, window, settings.snapshotPageLimit()),
        new DocumentDeltas(database, authenticator, window, settings.deltaPageRows()),
        new AddPrimaryKeyIndexes(database, authenticator, backfill),
        new PrimaryKeyIndexesReady(database, authenticator, backfill),
        new ClearTables(database, authenticator),
        new ImportAirbyteRecords(database, authenticator),
        new ReplaceTables(authenticator));
  }

  /** Starts on free ports of the loopback interface, with a random key. */
  public static StubBackend start() {
    return start(StubSettings.defaults());
  }

  /** Throws StubStartException where a port cannot be had. */
  public static StubBackend start(StubSettings settings) {
    return start(settings, stub -> {});
  }

  /**
   * Takes the ports, has the deployment filled, and serves only then: no client sees half of what
   * is there. Throws StubStartException where a port cannot be had, and whatever filling throws.
   */
  public static StubBackend start(StubSettings settings, Consumer<StubBackend> fill) {
    StubBackend stub = new StubBackend(settings);
    try {
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

  /** Where HTTP actions would be, without a slash at the end. */
  public URI siteUrl() {
    return site.url();
  }

  /** The deploy key. */
  public String adminKey() {
    return settings.adminKey().reveal();
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
    database.transact(
        TransactionLimits.NONE,
        transaction -> {
          work.accept(new Writes(transaction));
          return transaction;
        });
  }

  /** The documents that a table of the root component holds now, as clean JSON, by id. */
  public List<ObjectNode> documents(String table) {
    List<LogEntry> entries =
        database.read(
            (log, catalog) -> {
              Stream<Table> named = catalog.active("", table).stream();
              return named
                  .flatMap(found -> log.documents(found.tablet(), log.latest(), DocumentId.MIN))
                  .toList();
            });
    return entries.stream().map(entry -> clean(entry.document().orElseThrow())).toList();
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

  /** The names of the root component's tables. */
  public Set<String> tables() {
    return database.read(
        (log, catalog) ->
            catalog.tables().stream()
                .filter(table -> table.component().isEmpty() && !table.isSystem())
                .filter(table -> table.state() == TableState.ACTIVE)
                .map(Table::name)
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  /** The faults to come. */
  public Faults faults() {
    return faults;
  }

  /** The newest 10000 requests to the API, oldest first. */
  public List<RecordedRequest> requests() {
    return requests.all();
  }

  @Override
  public void close() {
    api.close();
    site.close();
  }
}
