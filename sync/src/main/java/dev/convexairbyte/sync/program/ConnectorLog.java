package dev.convexairbyte.sync.program;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.convexairbyte.cdk.json.Json;
import dev.convexairbyte.cdk.message.AirbyteLogMessage;
import dev.convexairbyte.cdk.message.AirbyteLogMessage.Level;
import dev.convexairbyte.sync.failure.Party;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a connector says beside its data, for the person who watches. Of standard error only what
 * comes before the first message is shown: there a launcher builds, or an image is fetched. Later
 * it repeats the messages; its last lines are kept for a program that ends without one.
 */
public final class ConnectorLog {

  private static final int LINES_KEPT = 20;

  private final Party party;
  private final Level threshold;
  private final Consumer<String> lines;
  private final Consumer<String> chatter;
  private final Deque<String> lastErrorLines = new ArrayDeque<>();
  private boolean hasSpoken;

  /**
   * @param threshold the least severe level that is shown
   * @param lines takes what is shown of its messages, a line each
   * @param chatter takes what is shown of its standard error
   */
  public ConnectorLog(
      Party party, Level threshold, Consumer<String> lines, Consumer<String> chatter) {
    this.party = party;
    this.threshold = threshold;
    this.lines = lines;
    this.chatter = chatter;
  }

  /** The body of a LOG; one that cannot be understood is dropped. */
  public void message(JsonNode body) {
    AirbyteLogMessage message;
    try {
      message = Json.mapper().treeToValue(body, AirbyteLogMessage.class);
    } catch (JsonProcessingException e) {
      return;
    }
    if (message != null && shows(message.level())) {
      String stackTrace = message.stackTrace() == null ? "" : "\n" + message.stackTrace();
      say(message.level(), message.message() + stackTrace);
    }
  }

  /** Something about the connector that it does not say itself. */
  public void note(Level level, String text) {
    if (shows(level)) {
      say(level, text);
    }
  }

  private void say(Level level, String text) {
    lines.accept("[%s] %s %s".formatted(party.word(), level, text));
  }

  /** The program is started once more. */
  synchronized void begin() {
    lastErrorLines.clear();
  }

  /** The program has printed a message. */
  public synchronized void spoke() {
    hasSpoken = true;
  }

  /** A line of standard error. */
  public synchronized void errorLine(String line) {
    lastErrorLines.addLast(line);
    if (lastErrorLines.size() > LINES_KEPT) {
      lastErrorLines.removeFirst();
    }
    if (!hasSpoken || shows(Level.INFO)) {
      chatter.accept("[%s] %s".formatted(party.word(), line));
    }
  }

  synchronized List<String> lastErrorLines() {
    return List.copyOf(lastErrorLines);
  }

  private boolean shows(Level level) {
    return level.compareTo(threshold) <= 0;
  }
}
