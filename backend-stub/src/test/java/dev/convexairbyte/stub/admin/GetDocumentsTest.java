package dev.convexairbyte.stub.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convexairbyte.stub.SettableClock;
import dev.convexairbyte.stub.authentication.TokenVerifier;
import dev.convexairbyte.stub.database.Database;
import dev.convexairbyte.stub.database.TransactionLimits;
import dev.convexairbyte.stub.http.AccessKeys;
import dev.convexairbyte.stub.http.AdminKey;
import dev.convexairbyte.stub.http.Authenticator;
import dev.convexairbyte.stub.http.Query;
import dev.convexairbyte.stub.http.Request;
import dev.convexairbyte.stub.http.Response;
import dev.convexairbyte.stub.log.ObservedLog;
import dev.convexairbyte.values.ConvexValue.ObjectValue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GetDocumentsTest {

  private final ObservedLog log = new ObservedLog();
  private final Database database =
      new Database(log, new SettableClock(Instant.parse("2026-11-20T12:00:00Z")), new Random(1));
  private final GetDocuments documents =
      new GetDocuments(
          new Authenticator(
              new AccessKeys(new AdminKey("dev|secret")),
              true,
              new TokenVerifier(List.of(), place -> new byte[0], Clock.systemUTC())),
          database);

  @Test
  void readsTheDocumentsOnlyWhileTheyAreWrittenAndWritesTheSameAgain() throws IOException {
    insert(3);
    log.documentsRead();

    Response response =
        documents.answer(
            new Request(
                "GET",
                "/_stub/documents",
                Query.parse("table=t"),
                Map.of("authorization", List.of("Convex dev|secret")),
                new byte[0],
                0));

    assertThat(log.documentsRead()).isZero();
    String first = body(response);
    assertThat(first).contains("_creationTime");
    insert(2);
    assertThat(body(response)).isEqualTo(first);
  }

  private void insert(int count) {
    database.commit(
        TransactionLimits.NONE,
        transaction -> {
          for (int i = 0; i < count; i++) {
            transaction.insert(transaction.catalog().tableOrNew("", "t"), ObjectValue.of(Map.of()));
          }
        });
  }

  private static String body(Response response) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    response.writeBody(out);
    return out.toString(StandardCharsets.UTF_8);
  }
}
