package dev.convexairbyte.stub.admin;

import dev.convexairbyte.stub.http.Authenticator;
import dev.convexairbyte.stub.http.Request;
import dev.convexairbyte.stub.http.Response;
import dev.convexairbyte.stub.http.StubDecision;
import dev.convexairbyte.stub.time.AdvancingClock;
import dev.convexairbyte.stub.time.DurationText;
import java.time.Duration;
import java.time.Instant;

/** POST /_stub/clock: puts the clock of the deployment forward, for good. */
@StubDecision("a test makes cursors and snapshots too old, which takes days on a real deployment")
public final class PostClock extends AdminEndpoint {

  private final AdvancingClock clock;

  public PostClock(Authenticator authenticator, AdvancingClock clock) {
    super(authenticator, "POST", "/_stub/clock");
    this.clock = clock;
  }

  @Override
  Response administer(Request request) {
    Instant now = advance(duration(onlyField(request, "advance").text()));
    return Response.json(
        json -> {
          json.writeStartObject();
          json.writeStringField("now", now.toString());
          json.writeEndObject();
        });
  }

  private Instant advance(Duration by) {
    try {
      return clock.advance(by);
    } catch (IllegalArgumentException e) {
      throw bad(String.valueOf(e.getMessage()));
    }
  }

  private static Duration duration(String text) {
    try {
      return DurationText.parse(text);
    } catch (IllegalArgumentException e) {
      throw bad(
          "Tried to advance the clock but failed because advance is not a span of time; give one %s."
              .formatted(DurationText.FORMS));
    }
  }
}
