package dev.convexairbyte.stub.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.convexairbyte.stub.application.Writes;
import dev.convexairbyte.stub.database.Database;
import dev.convexairbyte.stub.database.TransactionLimits;
import dev.convexairbyte.stub.errors.BackendException;
import dev.convexairbyte.stub.http.Authenticator;
import dev.convexairbyte.stub.http.JsonBody;
import dev.convexairbyte.stub.http.Request;
import dev.convexairbyte.stub.http.Response;
import dev.convexairbyte.stub.http.StubDecision;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** POST /_stub/transactions: writes as the application, all of one request in one transaction. */
@StubDecision("a test in any language can play the application that is being synced")
public final class PostTransactions extends AdminEndpoint {

  private final Database database;

  public PostTransactions(Authenticator authenticator, Database database) {
    super(authenticator, "POST", "/_stub/transactions");
    this.database = database;
  }

  @Override
  Response administer(Request request) {
    List<Operation> operations = read(onlyField(request, "operations"));
    List<Made> made = new ArrayList<>(operations.size());
    long ts =
        database.commit(
            TransactionLimits.NONE,
            transaction -> {
              Writes writes = new Writes(transaction);
              for (int i = 0; i < operations.size(); i++) {
                made.add(run(operations.get(i), i, writes));
              }
            });
    return Response.json(
        json -> {
          json.writeStartObject();
          write(json, "ids", made.stream().flatMap(each -> each.ids().stream()).toList());
          write(
              json,
              "replacements",
              made.stream().flatMap(each -> each.replacements().stream()).toList());
          // As text: JavaScript's numbers cannot hold it.
          json.writeStringField("ts", Long.toString(ts));
          json.writeEndObject();
        });
  }

  private static List<Operation> read(JsonBody operations) {
    List<JsonBody> items = operations.list(item -> item);
    List<Operation> read = new ArrayList<>(items.size());
    for (int i = 0; i < items.size(); i++) {
      read.add(read(items.get(i), i));
    }
    return read;
  }

  private static Operation read(JsonBody operation, int index) {
    try {
      return Operation.of(operation);
    } catch (BackendException e) {
      throw bad(index, e.sentence());
    }
  }

  private static void write(JsonGenerator json, String field, List<String> texts)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }

  private static Made run(Operation operation, int index, Writes writes) {
    try {
      return operation.run(writes);
    } catch (IllegalArgumentException e) {
      throw bad(index, String.valueOf(e.getMessage()));
    }
  }

  private static BackendException bad(int index, String sentence) {
    return bad("operations[%d]: %s".formatted(index, sentence));
  }
}
