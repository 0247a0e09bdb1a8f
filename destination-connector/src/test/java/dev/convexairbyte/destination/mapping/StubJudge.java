package dev.convexairbyte.destination.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.convexairbyte.stub.authentication.TokenVerifier;
import dev.convexairbyte.stub.database.Database;
import dev.convexairbyte.stub.errors.BackendException;
import dev.convexairbyte.stub.http.AccessKeys;
import dev.convexairbyte.stub.http.AdminKey;
import dev.convexairbyte.stub.http.Authenticator;
import dev.convexairbyte.stub.http.Endpoint;
import dev.convexairbyte.stub.http.Query;
import dev.convexairbyte.stub.http.Request;
import dev.convexairbyte.stub.importing.AddPrimaryKeyIndexes;
import dev.convexairbyte.stub.importing.Backfill;
import dev.convexairbyte.stub.importing.ImportAirbyteRecords;
import dev.convexairbyte.stub.log.InMemoryDocumentLog;
import dev.convexairbyte.values.ConvexValue;
import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the stub's import makes of records, each time in a table of its own; without HTTP. */
final class StubJudge {

  private static final Map<String, List<String>> HEADERS =
      Map.of(
          "authorization",
          List.of("Convex name|secret"),
          "content-type",
          List.of("application/json"));

  /** A deployment with many tables takes its time. */
  private static final int MOST_TABLES = 50;

  private final Authenticator authenticator =
      new Authenticator(
          new AccessKeys(new AdminKey("name|secret")),
          true,
          new TokenVerifier(List.of(), place -> new byte[0], Clock.systemUTC()));
  private final Backfill backfill = new Backfill(0, Duration.ZERO, Clock.systemUTC());
  private Database database = empty();
  private Endpoint addIndexes = new AddPrimaryKeyIndexes(database, authenticator, backfill);
  private Endpoint importRecords = new ImportAirbyteRecords(database, authenticator, backfill);
  private int tables;

  private void startOver() {
    database = empty();
    addIndexes = new AddPrimaryKeyIndexes(database, authenticator, backfill);
    importRecords = new ImportAirbyteRecords(database, authenticator, backfill);
  }

  private static Database empty() {
    return new Database(new InMemoryDocumentLog(), Clock.systemUTC(), new Random(1));
  }

  /**
   * The rows of a table that got these records in one request, without the backend's own fields;
   * empty if it refused them.
   *
   * @param key paths as stored, as JSON; null appends
   */
  Optional<List<Map<String, ConvexValue>>> rows(@Nullable String key, List<JsonSlice> records) {
    if (tables++ % MOST_TABLES == 0) {
      startOver();
    }
    String table = "t" + tables;
    if (key != null) {
      send(addIndexes, "{\"indexes\":{\"%s\":%s}}".formatted(table, key).getBytes(UTF_8));
    }
    try {
      send(importRecords, body(table, key, records));
    } catch (BackendException e) {
      return Optional.empty();
    }
    List<Map<String, ConvexValue>> rows = new ArrayList<>();
    database
        .documents("", table)
        .forEach(
            document -> {
              Map<String, ConvexValue> fields = new TreeMap<>(document.fields());
              fields.keySet().removeAll(List.of("_id", "_creationTime"));
              rows.add(fields);
            });
    return Optional.of(rows);
  }

  private static byte[] body(String table, @Nullable String key, List<JsonSlice> records) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(
        "{\"tables\":{\"%s\":{\"primaryKey\":%s,\"jsonSchema\":null}},\"messages\":["
            .formatted(table, key)
            .getBytes(UTF_8));
    String before = "";
    for (JsonSlice record : records) {
      body.writeBytes((before + "{\"tableName\":\"" + table + "\",\"data\":").getBytes(UTF_8));
      body.write(record.bytes(), record.start(), record.length());
      body.write('}');
      before = ",";
    }
    body.writeBytes("]}".getBytes(UTF_8));
    return body.toByteArray();
  }

  private static void send(Endpoint endpoint, byte[] body) {
    String method = endpoint.methods().iterator().next();
    endpoint.answer(
        new Request(method, endpoint.path(), Query.parse(null), HEADERS, body, body.length));
  }
}
