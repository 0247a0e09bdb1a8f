package dev.convexairbyte.sync.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.convexairbyte.cdk.json.Json;
import dev.convexairbyte.cdk.message.AirbyteStateMessage;
import dev.convexairbyte.cdk.message.StreamDescriptor;
import dev.convexairbyte.sync.failure.AttemptException;
import java.util.List;
import org.junit.jupiter.api.Test;

class AcknowledgedStatesTest {

  private static final StreamDescriptor USERS = new StreamDescriptor("users", null);
  private static final StreamDescriptor ORDERS = new StreamDescriptor("orders", "shop");
  private static final List<StreamDescriptor> BOTH = List.of(USERS, ORDERS);

  private final AcknowledgedStates states = new AcknowledgedStates();

  @Test
  void theLastStateOfAStreamIsKeptAndOfItWhatIsTheSourcesOwn() throws Exception {
    take(stream("users", "{\"at\":1}"));
    take(
        """
        {"type":"STREAM","id":7,"sourceStats":{"recordCount":1.0},"destinationStats":{"recordCount":1.0},
         "stream":{"stream_descriptor":{"name":"users"},"stream_state":{"at":1.50,"big":12345678901234567890}}}""");

    assertThat(states.json())
        .hasToString(
            "[{\"type\":\"STREAM\",\"stream\":{\"stream_descriptor\":{\"name\":\"users\"},\"stream_state\":{\"at\":1.50,\"big\":12345678901234567890}}}]");
  }

  @Test
  void aSourceIsGivenTheStatesOfTheStreamsThatItReads() throws Exception {
    take(stream("users", "{\"at\":1}"));
    take(
        "{\"type\":\"STREAM\",\"stream\":{\"stream_descriptor\":{\"name\":\"orders\",\"namespace\":\"shop\"},\"stream_state\":{\"at\":2}}}");

    assertThat(states.json(List.of(ORDERS)))
        .hasToString(
            "[{\"type\":\"STREAM\",\"stream\":{\"stream_descriptor\":{\"name\":\"orders\",\"namespace\":\"shop\"},\"stream_state\":{\"at\":2}}}]");
    assertThat(states.json(List.of())).isEmpty();
  }

  @Test
  void aStateOfNullIsNone() throws Exception {
    take(stream("users", "{\"at\":1}"));
    take(stream("users", "null"));

    assertThat(states.json()).isEmpty();
  }

  @Test
  void anotherKindOfStateIsRefusedAsLongAsThereIsOne() throws Exception {
    take(stream("users", "{\"at\":1}"));

    assertThatThrownBy(() -> take(global("1", "users")))
        .isInstanceOf(AttemptException.class)
        .hasMessage(
            "Tried to save a GLOBAL state of the source but failed because states of the kind STREAM are saved; clear all streams, or start with a new state file.");

    states.forget(List.of(USERS), BOTH);
    take(global("1", "users"));
    assertThat(states.json()).hasSize(1);
  }

  @Test
  void whatStreamsShareStaysUntilAllStartOver() throws Exception {
    take(global("7", "users", "orders"));

    states.forget(List.of(USERS), BOTH);
    assertThat(states.json())
        .hasToString(
            "[{\"type\":\"GLOBAL\",\"global\":{\"shared_state\":7,\"stream_states\":[{\"stream_descriptor\":{\"name\":\"orders\",\"namespace\":\"shop\"},\"stream_state\":{}}]}}]");

    states.forget(BOTH, BOTH);
    assertThat(states.json()).isEmpty();
  }

  @Test
  void aStreamThatASharedStateDoesNotListKeepsItsPart() throws Exception {
    take(global("7", "users", "orders"));
    take(global("8", "users"));

    assertThat(states.json().at("/0/global/stream_states")).hasSize(2);
    assertThat(states.json().at("/0/global/shared_state").intValue()).isEqualTo(8);
  }

  @Test
  void aClearSendsNullForEachStreamInTheKindThatIsSaved() throws Exception {
    assertThat(inWords(states.clearing(List.of(USERS), BOTH)))
        .isEqualTo(
            "[{\"type\":\"STREAM\",\"stream\":{\"stream_descriptor\":{\"name\":\"users\"}}}]");

    take(global("7", "users", "orders"));
    assertThat(inWords(states.clearing(List.of(USERS), BOTH)))
        .isEqualTo(
            "[{\"type\":\"GLOBAL\",\"global\":{\"shared_state\":7,\"stream_states\":[{\"stream_descriptor\":{\"name\":\"users\"}}]}}]");
    assertThat(inWords(states.clearing(BOTH, BOTH)))
        .isEqualTo(
            "[{\"type\":\"GLOBAL\",\"global\":{\"stream_states\":[{\"stream_descriptor\":{\"name\":\"users\"}},{\"stream_descriptor\":{\"name\":\"orders\",\"namespace\":\"shop\"}}]}}]");
  }

  private void take(String state) throws JsonProcessingException {
    states.take(Json.mapper().readValue(state, AirbyteStateMessage.class));
  }

  private static String stream(String name, String state) {
    return "{\"type\":\"STREAM\",\"stream\":{\"stream_descriptor\":{\"name\":\"%s\"},\"stream_state\":%s}}"
        .formatted(name, state);
  }

  private static String global(String shared, String... streams) {
    StringBuilder parts = new StringBuilder();
    for (String stream : streams) {
      parts
          .append(parts.isEmpty() ? "" : ",")
          .append("{\"stream_descriptor\":{\"name\":\"")
          .append(stream)
          .append('"')
          .append(stream.equals("orders") ? ",\"namespace\":\"shop\"" : "")
          .append("},\"stream_state\":{}}");
    }
    return "{\"type\":\"GLOBAL\",\"global\":{\"shared_state\":%s,\"stream_states\":[%s]}}"
        .formatted(shared, parts);
  }

  private static String inWords(List<AirbyteStateMessage> messages) throws JsonProcessingException {
    return Json.mapper().writeValueAsString(messages);
  }
}
