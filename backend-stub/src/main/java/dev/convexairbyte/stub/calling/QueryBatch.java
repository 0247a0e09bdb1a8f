package dev.convexairbyte.stub.calling;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.convexairbyte.stub.authentication.Caller;
import dev.convexairbyte.stub.database.Database;
import dev.convexairbyte.stub.functions.FunctionPath;
import dev.convexairbyte.stub.functions.Outcome;
import dev.convexairbyte.stub.http.Endpoint;
import dev.convexairbyte.stub.http.JsonBody;
import dev.convexairbyte.stub.http.Request;
import dev.convexairbyte.stub.http.Response;
import dev.convexairbyte.stub.http.VerifiedAgainst;
import dev.convexairbyte.values.ValueFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** POST /api/query_batch: runs several queries as of one timestamp. */
@VerifiedAgainst(value = VerifiedAgainst.BACKEND_SOURCE, by = VerifiedAgainst.Evidence.READ)
public final class QueryBatch implements Endpoint {

  private final Calling calling;
  private final Database database;

  public QueryBatch(Calling calling, Database database) {
    this.calling = calling;
    this.database = database;
  }

  private record Item(String path, CallBody body) {}

  private record Result(Outcome outcome, ValueFormat format) {}

  @Override
  public Set<String> methods() {
    return Set.of("POST");
  }

  @Override
  public String path() {
    return "/api/query_batch";
  }

  @Override
  public Response answer(Request request) {
    Caller presented = calling.presented(request);
    List<Item> items = CallBody.json(request).field("queries").list(QueryBatch::item);
    Caller caller = Calling.proven(presented);
    long ts = database.latest();
    List<Result> results = new ArrayList<>(items.size());
    for (Item item : items) {
      // Here, unlike everywhere else, a bad format is found before anything is run.
      ValueFormat format =
          Calling.format(item.body().format()).orElseGet(() -> DefaultFormat.of(request));
      FunctionPath path = Calling.path(item.path());
      Outcome outcome =
          Calling.run(
              path, item.body().args(), caller, call -> calling.functions().query(call, ts));
      results.add(new Result(outcome, format));
    }
    String id = calling.id(request);
    return Response.json(json -> write(json, results, id));
  }

  private static Item item(JsonBody json) {
    return new Item(json.field("path").text(), CallBody.of(json));
  }

  private void write(JsonGenerator json, List<Result> results, String requestId)
      throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart("results");
    for (Result result : results) {
      calling.write(json, result.outcome(), result.format(), requestId);
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
