package dev.convexairbyte.stub.admin;

import dev.convexairbyte.stub.http.Authenticator;
import dev.convexairbyte.stub.http.Request;
import dev.convexairbyte.stub.http.Response;
import dev.convexairbyte.stub.http.StubDecision;
import dev.convexairbyte.stub.requests.RecordedRequest;
import dev.convexairbyte.stub.requests.RequestLog;
import java.util.List;

/** GET /_stub/requests: the newest 10000 requests, oldest first. */
@StubDecision("a test counts what a client cost")
public final class GetRequests extends AdminEndpoint {

  private final RequestLog log;

  public GetRequests(Authenticator authenticator, RequestLog log) {
    super(authenticator, "GET", "/_stub/requests");
    this.log = log;
  }

  @Override
  Response administer(Request request) {
    List<RecordedRequest> requests = log.all();
    return Response.json(
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("requests");
          for (RecordedRequest recorded : requests) {
            json.writeStartObject();
            json.writeStringField("method", recorded.method());
            json.writeStringField("path", recorded.path());
            json.writeStringField("query", recorded.query());
            json.writeNumberField("status", recorded.status());
            json.writeNumberField("bodySize", recorded.bodySize());
            json.writeStringField("client", recorded.client());
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }
}
