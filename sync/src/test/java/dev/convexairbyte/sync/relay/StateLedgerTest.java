package dev.convexairbyte.sync.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.cdk.json.Json;
import dev.convexairbyte.cdk.message.AirbyteStateMessage;
import dev.convexairbyte.cdk.message.StreamDescriptor;
import dev.convexairbyte.sync.failure.AttemptException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class StateLedgerTest {

  private final RecordCounts counts = new RecordCounts();
  private final List<String> doubts = new ArrayList<>();
  private final StateLedger ledger = new StateLedger(counts, doubts::add);

  /**
   * @param sent {@code u2 o1}: a state of stream u behind two records, one of stream o behind one
   * @param returned {@code 1:2+3}: the state with the number 1, two records written, three rejected
   * @param saved the numbers of the states that are saved
   */
  @ParameterizedTest(name = "{0}")
  @CsvFileSource(
      resources = "returned-states.csv",
      delimiter = '|',
      quoteCharacter = '`',
      numLinesToSkip = 1)
  void holdsWhatComesBackAgainstWhatWasSent(
      String what, String sent, String returned, String saved, String doubted, String failure)
      throws JsonProcessingException {
    for (String state : sent.split(" ", -1)) {
      records(state.substring(0, 1), Integer.parseInt(state.substring(1)));
      send(state.substring(0, 1), null);
    }
    List<String> taken = new ArrayList<>();

    if (failure != null) {
      assertThatThrownBy(() -> takeAll(returned, taken))
          .as(what)
          .isInstanceOf(AttemptException.class)
          .hasMessageContaining(failure);
      return;
    }
    takeAll(returned, taken);

    assertThat(taken).as(what).containsExactly(saved.split(" ", -1));
    String[] expected = doubted == null ? new String[0] : doubted.split("#", -1);
    assertThat(doubts).hasSameSizeAs(expected);
    for (int index = 0; index < expected.length; index++) {
      assertThat(doubts.get(index)).contains(expected[index]);
    }
  }

  @Test
  void countsOfTheSourceAreThoseSinceItsLastStateOfTheStream() throws JsonProcessingException {
    records("u", 2);
    records("o", 1);
    send("u", 2.0);
    records("u", 3);
    send("u", 3.0);
    send("u", 0.0);
    send("o", 1.0);
    assertThat(doubts).isEmpty();

    records("u", 3);
    send("u", 8.0);

    assertThat(doubts)
        .containsExactly(
            "The source says that a state of u covers 8 records, and 3 came: some may be lost.");
  }

  @Test
  void aGlobalStateAnswersForAllStreams() throws JsonProcessingException {
    records("u", 2);
    records("o", 1);
    ObjectNode first = sendGlobal("u", "o");
    records("u", 4);
    ObjectNode second = sendGlobal("u", "o");

    assertThat(first.at("/sourceStats/recordCount").doubleValue()).isEqualTo(3);
    assertThat(second.at("/sourceStats/recordCount").doubleValue()).isEqualTo(4);
  }

  @Test
  void aGlobalStateComesBackWithTheCountsOfAllStreams() throws JsonProcessingException {
    records("u", 2);
    records("o", 1);
    ObjectNode first = sendGlobal("u", "o");
    records("u", 4);
    ObjectNode second = sendGlobal("u", "o");

    assertThat(takeBack(first, 3).intervals())
        .extracting(RecordCounts.Closed::records)
        .containsExactly(2L, 1L);
    assertThat(doubts).isEmpty();
    takeBack(second, 5);
    assertThat(doubts)
        .containsExactly(
            "The destination says that a GLOBAL state covers 5 records, and it was sent 4: some may be lost.");
  }

  @Test
  void aStreamThatAGlobalStateLeavesOutIsCountedAgainAsThePlatformDoes()
      throws JsonProcessingException {
    records("u", 2);
    records("o", 1);
    sendGlobal("u", "o");
    records("u", 4);

    assertThat(sendGlobal("u").at("/sourceStats/recordCount").doubleValue()).isEqualTo(5);
  }

  @Test
  void aSourceThatNumbersItsStatesKeepsItsNumbers() throws JsonProcessingException {
    ObjectNode own = state("u");
    own.put("id", 41);
    ledger.send(own, bound(own));
    ObjectNode next = send("u", null);
    ObjectNode again = state("u");
    again.put("id", 41);
    ledger.send(again, bound(again));

    assertThat(own.path("id").intValue()).isEqualTo(41);
    assertThat(next.path("id").intValue()).isEqualTo(42);
    assertThat(doubts)
        .containsExactly("The source numbers its states itself and gives a number twice.");
  }

  private void records(String stream, int count) {
    for (int record = 0; record < count; record++) {
      counts.of(new StreamDescriptor(stream, null)).add();
    }
  }

  private ObjectNode send(String stream, @org.jspecify.annotations.Nullable Double count)
      throws JsonProcessingException {
    ObjectNode body = state(stream);
    if (count != null) {
      body.putObject("sourceStats").put("recordCount", count);
    }
    ledger.send(body, bound(body));
    return body;
  }

  private ObjectNode sendGlobal(String... streams) throws JsonProcessingException {
    ObjectNode body = Json.mapper().createObjectNode().put("type", "GLOBAL");
    ObjectNode global = body.putObject("global");
    global.putArray("stream_states");
    for (String stream : streams) {
      global
          .withArrayProperty("stream_states")
          .addObject()
          .putObject("stream_descriptor")
          .put("name", stream);
    }
    ledger.send(body, bound(body));
    return body;
  }

  private StateLedger.Returned takeBack(ObjectNode body, int written)
      throws JsonProcessingException {
    body.putObject("destinationStats").put("recordCount", (double) written);
    return ledger.take(body, bound(body)).orElseThrow();
  }

  private static ObjectNode state(String stream) {
    ObjectNode body = Json.mapper().createObjectNode().put("type", "STREAM");
    body.putObject("stream").putObject("stream_descriptor").put("name", stream);
    return body;
  }

  private static AirbyteStateMessage bound(ObjectNode body) throws JsonProcessingException {
    return Json.mapper().treeToValue(body, AirbyteStateMessage.class);
  }

  private void takeAll(String returned, List<String> taken) throws JsonProcessingException {
    for (String state : returned.split(" ", -1)) {
      String[] parts = state.split(":", -1);
      ObjectNode body = state("u");
      if (!parts[0].equals("-")) {
        body.set("id", Json.mapper().readTree(parts[0]));
      }
      if (!parts[1].isEmpty()) {
        String[] numbers = parts[1].split("\\+", -1);
        ObjectNode stats = body.putObject("destinationStats");
        stats.put("recordCount", Double.parseDouble(numbers[0]));
        if (numbers.length > 1) {
          stats.put("rejectedRecordCount", Double.parseDouble(numbers[1]));
        }
      }
      ledger.take(body, bound(body)).ifPresent(saved -> taken.add(parts[0]));
    }
  }
}
