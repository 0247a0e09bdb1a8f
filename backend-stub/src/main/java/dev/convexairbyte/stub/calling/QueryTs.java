package dev.convexairbyte.stub.calling;

import dev.convexairbyte.stub.database.Database;
import dev.convexairbyte.stub.http.Endpoint;
import dev.convexairbyte.stub.http.Request;
import dev.convexairbyte.stub.http.Response;
import dev.convexairbyte.stub.http.VerifiedAgainst;
import java.util.Set;

/** POST /api/query_ts: the timestamp of the newest commit, for any caller. */
@VerifiedAgainst(value = VerifiedAgainst.BACKEND_SOURCE, by = VerifiedAgainst.Evidence.READ)
public final class QueryTs implements Endpoint {

  private final Database database;

  public QueryTs(Database database) {
    this.database = database;
  }

  @Override
  public Set<String> methods() {
    return Set.of("POST");
  }

  @Override
  public String path() {
    return "/api/query_ts";
  }

  @Override
  public Response answer(Request request) {
    String ts = EncodedTs.of(database.latest());
    return Response.json(
        json -> {
          json.writeStartObject();
          json.writeStringField("ts", ts);
          json.writeEndObject();
        });
  }
}
