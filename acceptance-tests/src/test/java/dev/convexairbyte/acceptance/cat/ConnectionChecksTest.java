package dev.convexairbyte.acceptance.cat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convexairbyte.acceptance.cat.AcceptanceTestConfig.Status;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectionChecksTest {

  private static final JsonNode SUCCEEDED =
      Fixture.json("{'type':'CONNECTION_STATUS','connectionStatus':{'status':'SUCCEEDED'}}");
  private static final JsonNode FAILED =
      Fixture.json("{'type':'CONNECTION_STATUS','connectionStatus':{'status':'FAILED'}}");
  private static final JsonNode TRACE =
      Fixture.json("{'type':'TRACE','trace':{'type':'ERROR','error':{'message':'no'}}}");

  @Test
  void onlyTheExpectedStatusAloneWillDo() {
    assertThat(ConnectionChecks.answersWith(Status.SUCCEED, List.of(SUCCEEDED))).isEmpty();
    assertThat(ConnectionChecks.answersWith(Status.FAILED, List.of(FAILED))).isEmpty();
    assertThat(ConnectionChecks.answersWith(Status.SUCCEED, List.of(FAILED))).isNotEmpty();
    assertThat(ConnectionChecks.answersWith(Status.FAILED, List.of(SUCCEEDED))).isNotEmpty();
    assertThat(ConnectionChecks.answersWith(Status.SUCCEED, List.of())).isNotEmpty();
    assertThat(ConnectionChecks.answersWith(Status.SUCCEED, List.of(SUCCEEDED, SUCCEEDED)))
        .isNotEmpty();
  }

  @Test
  void anExceptionIsOneTraceWithAMessage() {
    JsonNode mute = Fixture.json("{'type':'TRACE','trace':{'type':'ERROR','error':{}}}");

    assertThat(ConnectionChecks.answersWith(Status.EXCEPTION, List.of(TRACE))).isEmpty();
    assertThat(ConnectionChecks.answersWith(Status.EXCEPTION, List.of(TRACE, TRACE))).isNotEmpty();
    assertThat(ConnectionChecks.answersWith(Status.EXCEPTION, List.of(mute))).isNotEmpty();
    assertThat(ConnectionChecks.answersWith(Status.EXCEPTION, List.of(FAILED))).isNotEmpty();
  }
}
