package dev.convexairbyte.stub.importing;

import dev.convexairbyte.stub.errors.BackendError;
import dev.convexairbyte.stub.errors.BackendException;
import dev.convexairbyte.stub.http.Authenticator;
import dev.convexairbyte.stub.http.Endpoint;
import dev.convexairbyte.stub.http.JsonBody;
import dev.convexairbyte.stub.http.Request;
import dev.convexairbyte.stub.http.Response;
import dev.convexairbyte.stub.http.VerifiedAgainst;
import java.util.Set;

/** POST /api/streaming_import/replace_tables: always refused, to whomever asks. */
@VerifiedAgainst(value = VerifiedAgainst.BACKEND_SOURCE, by = VerifiedAgainst.Evidence.READ)
public final class ReplaceTables implements Endpoint {

  private final Authenticator authenticator;

  public ReplaceTables(Authenticator authenticator) {
    this.authenticator = authenticator;
  }

  @Override
  public Set<String> methods() {
    return Set.of("POST");
  }

  @Override
  public String path() {
    return "/api/streaming_import/replace_tables";
  }

  @Override
  public Response answer(Request request) {
    authenticator.identify(request);
    JsonBody.of(request, JsonBody.DEFAULT_LIMIT).field("tableNames").map(JsonBody::text);
    throw new BackendException(BackendError.OVERWRITE_NOT_SUPPORTED);
  }
}
