package dev.convexairbyte.sync.program;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convexairbyte.cdk.failure.ConnectorException;
import dev.convexairbyte.cdk.io.RawMessage;
import dev.convexairbyte.cdk.io.RawMessageReader;
import dev.convexairbyte.cdk.message.AirbyteMessage;
import dev.convexairbyte.sync.failure.Party;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the one answer of spec, check or discover. The first one counts, whatever the exit code
 * (airbytehq/airbyte-platform, ConnectorMessageProcessor).
 */
public final class Inquiry {

  private static final Duration END = Duration.ofSeconds(10);

  private final Party party;
  private final String verb;
  private final RunningProgram program;
  private @Nullable JsonNode answer;
  private @Nullable String error;

  private Inquiry(Party party, String verb, RunningProgram program) {
    this.party = party;
    this.verb = verb;
    this.program = program;
  }

  /**
   * The body of the answer.
   *
   * @param type of the message that is the answer
   * @param key of its body
   * @throws ConnectorException with what the connector says if it gives none
   */
  public static JsonNode ask(
      Party party, String verb, RunningProgram program, AirbyteMessage.Type type, String key)
      throws InterruptedException {
    return new Inquiry(party, verb, program).ask(type, key);
  }

  private JsonNode ask(AirbyteMessage.Type type, String key) throws InterruptedException {
    try {
      program.input().close();
      RawMessageReader messages = new RawMessageReader(program.output());
      for (RawMessage message = messages.next(); message != null; message = messages.next()) {
        take(message, type, key);
      }
    } catch (IOException e) {
      // What it printed before it broke off counts.
    }
    int exitCode = program.end(END, END);
    if (answer == null) {
      throw unanswered(exitCode);
    }
    return answer;
  }

  private void take(RawMessage message, AirbyteMessage.Type type, String key) {
    JsonNode tree = MessageTree.of(message);
    if (tree == null) {
      return;
    }
    program.log().spoke();
    if (message.type().equals(AirbyteMessage.Type.LOG.name())) {
      program.log().message(tree.path("log"));
    }
    JsonNode sentence = tree.path("trace").path("error").path("message");
    if (error == null && sentence.isTextual()) {
      error = sentence.textValue();
    }
    if (answer == null && message.type().equals(type.name()) && tree.path(key).isObject()) {
      answer = tree.path(key);
    }
  }

  private ConnectorException unanswered(int exitCode) {
    if (error != null) {
      return ConnectorException.system(error);
    }
    return ConnectorException.system(
        "Tried to run %s of the %s but failed because it ended with exit code %d and without an answer; look at what it printed last:%s"
            .formatted(verb, party.word(), exitCode, LastWords.of(program.lastWords())));
  }
}
