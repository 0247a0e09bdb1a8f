package dev.convexairbyte.stub.calling;

import dev.convexairbyte.stub.functions.Call;
import dev.convexairbyte.stub.functions.Outcome;
import dev.convexairbyte.stub.http.JsonBody;
import dev.convexairbyte.stub.http.VerifiedAgainst;
import java.util.function.Function;

/** POST /api/query_at_ts: runs a query as of a timestamp that query_ts answered. */
@VerifiedAgainst(
    value = VerifiedAgainst.BACKEND_SOURCE,
    by = VerifiedAgainst.Evidence.READ,
    inferred = "500 for a time after the newest commit, and before the first",
    decided = "document retention does not end how far back it reads")
public final class QueryAtTs extends CallEndpoint {

  public QueryAtTs(Calling calling) {
    super(calling);
  }

  @Override
  public String path() {
    return "/api/query_at_ts";
  }

  @Override
  void requireWhole(JsonBody body) {
    body.field("ts").text();
  }

  @Override
  Function<Call, Outcome> function(JsonBody body) {
    long ts = EncodedTs.parse(body.field("ts").text());
    return call -> calling().functions().query(call, ts);
  }
}
