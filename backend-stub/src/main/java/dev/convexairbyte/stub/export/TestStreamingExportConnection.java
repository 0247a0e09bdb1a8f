package dev.convexairbyte.stub.export;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.convexairbyte.stub.http.Authenticator;
import dev.convexairbyte.stub.http.Endpoint;
import dev.convexairbyte.stub.http.Request;
import dev.convexairbyte.stub.http.Response;
import dev.convexairbyte.stub.http.VerifiedAgainst;
import java.util.Set;

/** GET /api/test_streaming_export_connection: plan and permission, no table. */
@VerifiedAgainst(value = VerifiedAgainst.BACKEND_SOURCE, by = VerifiedAgainst.Evidence.READ)
public final class TestStreamingExportConnection implements Endpoint {

  private final Authenticator authenticator;

  public TestStreamingExportConnection(Authenticator authenticator) {
    this.authenticator = authenticator;
  }

  @Override
  public Set<String> methods() {
    return Set.of("GET");
  }

  @Override
  public String path() {
    return "/api/test_streaming_export_connection";
  }

  @Override
  public Response answer(Request request) {
    authenticator.identify(request).requireExport();
    return Response.json(JsonGenerator::writeNull);
  }
}
