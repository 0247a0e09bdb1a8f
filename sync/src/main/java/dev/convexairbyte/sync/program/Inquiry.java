package dev.convexairbyte.sync.program;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convexairbyte.cdk.failure.ConnectorException;
import dev.convexairbyte.cdk.io.RawMessage;
import dev.convexairbyte.cdk.io.RawMessageReader;
import dev.convexairbyte.cdk.message.AirbyteMessage;
import dev.convexairbyte.sync.failure.Party;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the one answer of spec, check or discover. The first one counts, whatever the exit code
 * (airbytehq/airbyte-platform, ConnectorMessageProcessor).
 */
public final class Inquiry {

  /** An image may have to be fetched first, and a large database takes long to be described. */
  private static final Duration ANSWER = Duration.ofMinutes(30);

  private static final Duration END = Duration.ofSeconds(10);

  /** What has ended has printed all; only what it has started may hold its output open. */
  private static final long LAST_LINES_MILLIS = 1_000;

  private final Party party;
  private final String verb;
  private final RunningProgram program;
  private final CountDownLatch isOver = new CountDownLatch(1);
  private volatile @Nullable JsonNode answer;
  private volatile @Nullable String error;

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
    return ask(party, verb, program, type, key, ANSWER, END);
  }

  /**
   * The same, with less patience.
   *
   * @param most with the answer
   * @param end with the end of the program
   */
  static JsonNode ask(
      Party party,
      String verb,
      RunningProgram program,
      AirbyteMessage.Type type,
      String key,
      Duration most,
      Duration end)
      throws InterruptedException {
    Inquiry inquiry = new Inquiry(party, verb, program);
    Thread reader = new Thread(() -> inquiry.read(type, key), party.word() + " answer");
    reader.setDaemon(true);
    reader.start();
    return inquiry.answer(reader, most, end);
  }

  private JsonNode answer(Thread reader, Duration most, Duration end) throws InterruptedException {
    boolean isInTime;
    int exitCode;
    try {
      isInTime = isOver.await(most.toMillis(), TimeUnit.MILLISECONDS);
      exitCode = program.end(isInTime ? end : Duration.ZERO, end);
      reader.join(LAST_LINES_MILLIS);
    } catch (InterruptedException e) {
      program.end(Duration.ZERO, end);
      throw e;
    }
    JsonNode given = answer;
    if (given == null) {
      throw unanswered(
          isInTime
              ? "ended with exit code %d and without an answer".formatted(exitCode)
              : "gave no answer for %d minutes and was ended".formatted(most.toMinutes()));
    }
    return given;
  }

  /** Also what follows the answer: a program that nobody reads from does not end by itself. */
  private void read(AirbyteMessage.Type type, String key) {
    try {
      program.input().close();
      RawMessageReader messages = new RawMessageReader(program.output());
      for (RawMessage message = messages.next(); message != null; message = messages.next()) {
        take(message, type, key);
      }
    } catch (IOException e) {
      // What it printed before it broke off counts.
    } finally {
      isOver.countDown();
    }
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
      isOver.countDown();
    }
  }

  private ConnectorException unanswered(String how) throws InterruptedException {
    String said = error;
    return ConnectorException.system(
        said != null
            ? said
            : "Tried to run %s of the %s but failed because it %s; look at what it printed last:%s"
                .formatted(verb, party.word(), how, LastWords.of(program.lastWords())));
  }
}
