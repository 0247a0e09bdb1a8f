package dev.convexairbyte.stub.datasync;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convexairbyte.stub.ApiClient;
import dev.convexairbyte.stub.SettableClock;
import dev.convexairbyte.stub.authentication.TokenVerifier;
import dev.convexairbyte.stub.database.Database;
import dev.convexairbyte.stub.database.Transaction;
import dev.convexairbyte.stub.database.TransactionLimits;
import dev.convexairbyte.stub.export.DocumentDeltas;
import dev.convexairbyte.stub.export.ReadWindow;
import dev.convexairbyte.stub.http.AccessKeys;
import dev.convexairbyte.stub.http.AdminKey;
import dev.convexairbyte.stub.http.Authenticator;
import dev.convexairbyte.stub.http.Permission;
import dev.convexairbyte.stub.http.Query;
import dev.convexairbyte.stub.http.Request;
import dev.convexairbyte.stub.http.Response;
import dev.convexairbyte.stub.http.Router;
import dev.convexairbyte.stub.log.DocumentLog;
import dev.convexairbyte.stub.log.InMemoryDocumentLog;
import dev.convexairbyte.stub.tables.Table;
import dev.convexairbyte.values.ConvexValue.ObjectValue;
import dev.convexairbyte.values.DocumentId;
import dev.convexairbyte.values.ValueDecoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;

/** A deployment with the data sync endpoints, called without a socket. */
final class Deployment {

  static final String SYNC = "/api/v1/data/sync";
  static final String ACTIVE = "/api/v1/data/list_active_syncs";
  static final String FROM_DELTAS = "/api/data_sync_cursor_from_deltas";
  static final String KEY = "Convex dev|secret";

  final SettableClock clock = new SettableClock(Instant.parse("2026-11-20T12:00:00Z"));
  final DocumentLog log = new InMemoryDocumentLog();
  final Database database;
  private final Router router;

  Deployment(SyncLimits limits) {
    this(limits, new byte[] {1}, 7);
  }

  Deployment(SyncLimits limits, byte[] secret, long seed) {
    this(limits, secret, seed, true);
  }

  Deployment(SyncLimits limits, byte[] secret, long seed, boolean streamingExport) {
    database = new Database(log, clock, new Random(seed));
    AccessKeys keys =
        new AccessKeys(new AdminKey("dev|secret"))
            .with(new AdminKey("dev|reader"), Permission.VIEW_DATA)
            .with(new AdminKey("dev|importer"), Permission.IMPORT_BACKUPS);
    Authenticator authenticator =
        new Authenticator(
            keys, streamingExport, new TokenVerifier(List.of(), place -> new byte[0], clock));
    ReadWindow window = new ReadWindow(Duration.ofDays(4));
    SyncCursors cursors = new SyncCursors(secret, new Random(seed));
    SyncIds ids = new SyncIds(new Random(seed));
    SyncProgress progress = new SyncProgress(database, clock);
    router =
        new Router(
            List.of(
                new DataSync(database, authenticator, window, limits, cursors, ids, progress),
                new ListActiveSyncs(
                    authenticator, progress, new ActiveSyncCursors(secret, new Random(seed))),
                new DataSyncCursorFromDeltas(database, authenticator, window, cursors, ids),
                new DocumentDeltas(database, authenticator, window, 1000)));
  }

  /** A response: the body as text, and as JSON. */
  record Answer(int status, String body) {

    JsonNode json() {
      return ApiClient.parse(body);
    }

    String error() {
      return status + " " + json().path("code").asText();
    }
  }

  Answer send(
      String method, String path, String query, String body, Map<String, String> extraHeaders) {
    Map<String, String> sent = new HashMap<>(Map.of("authorization", KEY));
    sent.put("content-type", "application/json");
    sent.putAll(extraHeaders);
    Map<String, List<String>> headers = new HashMap<>();
    sent.forEach((name, value) -> headers.put(name, value.isEmpty() ? List.of() : List.of(value)));
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    Response response =
        router.answer(new Request(method, path, Query.parse(query), headers, bytes, bytes.length));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      response.writeBody(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Answer(response.status(), out.toString(StandardCharsets.UTF_8));
  }

  /** With single quotes for double ones. */
  Answer post(String path, String body) {
    return send("POST", path, "", body.replace('\'', '"'), Map.of());
  }

  JsonNode active(String query) {
    return send("GET", ACTIVE, query, "", Map.of()).json();
  }

  /** The first page of a sync of everything. */
  JsonNode first() {
    return post(SYNC, "{}").json();
  }

  /** The page after another one, of everything. */
  JsonNode after(JsonNode page) {
    return page(cursor(page), "{'_other':'included'}");
  }

  JsonNode page(String cursor, String selection) {
    return post(SYNC, "{'cursor':'%s','selection':%s}".formatted(cursor, selection)).json();
  }

  /** All pages of a sync of everything, to the first that is not snapshotting any more. */
  List<JsonNode> snapshot() {
    List<JsonNode> pages = new ArrayList<>(List.of(first()));
    while (status(last(pages)).equals("snapshotting")) {
      pages.add(after(last(pages)));
    }
    return pages;
  }

  static JsonNode last(List<JsonNode> pages) {
    return pages.get(pages.size() - 1);
  }

  static String cursor(JsonNode page) {
    return page.get("pagination").get("nextCursor").textValue();
  }

  static String status(JsonNode page) {
    return page.get("status").get("type").textValue();
  }

  <T> T write(Function<Transaction, T> work) {
    return database.transact(TransactionLimits.NONE, work);
  }

  Table table(String name) {
    return table("", name);
  }

  Table table(String component, String name) {
    return write(transaction -> transaction.catalog().tableOrNew(component, name));
  }

  /** Inserts in one transaction. */
  List<DocumentId> insert(String name, int count) {
    Table table = table(name);
    return write(
        transaction ->
            IntStream.range(0, count)
                .mapToObj(i -> transaction.insert(table, fields("{'n':" + i + "}")))
                .toList());
  }

  /** Replaces documents of a table of the root, in one transaction. */
  void replace(String name, List<DocumentId> ids, String json) {
    write(
        transaction -> {
          ids.forEach(id -> transaction.replace(named(transaction, name), id, fields(json)));
          return ids;
        });
  }

  void delete(String name, DocumentId id) {
    write(
        transaction -> {
          transaction.delete(named(transaction, name), id);
          return id;
        });
  }

  void drop(String name) {
    write(
        transaction -> {
          transaction.catalog().drop(named(transaction, name));
          return name;
        });
  }

  /** Starts an import of one document: a hidden table of the name. */
  Table startImport(String name) {
    return write(
        transaction -> {
          Table hidden = transaction.catalog().addHidden("", name);
          transaction.insert(hidden, fields("{'imported':true}"));
          return hidden;
        });
  }

  void finishImport(Table hidden) {
    write(
        transaction -> {
          transaction.catalog().activate(hidden);
          return hidden;
        });
  }

  private static Table named(Transaction transaction, String name) {
    return transaction.catalog().table("", name).orElseThrow();
  }

  static ObjectValue fields(String json) {
    return (ObjectValue) ValueDecoder.decode(ApiClient.document(json));
  }
}
