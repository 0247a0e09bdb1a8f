package dev.convexairbyte.cdk.io;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import dev.convexairbyte.cdk.failure.ConnectorException;
import dev.convexairbyte.cdk.io.IncomingMessage.IncomingRecord;
import dev.convexairbyte.cdk.io.IncomingMessage.IncomingState;
import dev.convexairbyte.cdk.io.IncomingMessage.IncomingTrace;
import dev.convexairbyte.cdk.json.Fault;
import dev.convexairbyte.cdk.json.Json;
import dev.convexairbyte.cdk.message.AirbyteLogMessage;
import dev.convexairbyte.cdk.message.AirbyteTraceMessage;
import dev.convexairbyte.cdk.message.StreamDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the lines that a destination acts on, in UTF-8. Properties may come in any order, unknown
 * ones and explicit nulls are fine, and text behind the first JSON value of a line is ignored, as
 * VersionedAirbyteStreamFactory of airbytehq/airbyte-platform does.
 */
public final class MessageReader {

  private static final Logger LOG = LoggerFactory.getLogger(MessageReader.class);

  private final LineReader lines;
  private final Consumer<AirbyteLogMessage> logs;
  private final PlainRecordLine plainRecords = new PlainRecordLine();
  private long lineNumber;

  /** Records of one stream mostly come in a row, and share what names it. */
  private @Nullable StreamDescriptor lastStream;

  /** A reader that drops LOG. */
  public MessageReader(InputStream input) {
    this(input, log -> {});
  }

  /**
   * A reader that passes LOG on.
   *
   * @param logs takes every LOG that can be understood, before the message that follows it is read
   */
  public MessageReader(InputStream input, Consumer<AirbyteLogMessage> logs) {
    this.lines = new LineReader(input);
    this.logs = logs;
  }

  /**
   * The next RECORD, STATE or TRACE; null at the end of the input.
   *
   * @throws ConnectorException naming the line, if it is no message
   */
  public @Nullable IncomingMessage next() {
    byte[] line = nextLine();
    while (line != null) {
      IncomingMessage message = message(line);
      if (message != null) {
        return message;
      }
      line = nextLine();
    }
    return null;
  }

  /** As {@link #next()}, but null as well where input would have to be waited for. */
  public @Nullable IncomingMessage nextHere() {
    while (lines.hasLine()) {
      byte[] line = nextLine();
      IncomingMessage message = line == null ? null : message(line);
      if (message != null) {
        return message;
      }
    }
    return null;
  }

  private @Nullable IncomingMessage message(byte[] line) {
    return isBlank(line) ? null : parse(line);
  }

  private byte @Nullable [] nextLine() {
    lineNumber++;
    try {
      return lines.next();
    } catch (IOException e) {
      throw ConnectorException.transientFault(
          "Tried to read the messages on standard input but failed because the pipe broke; run the"
              + " sync again.",
          e);
    }
  }

  private @Nullable IncomingMessage parse(byte[] line) {
    Envelope envelope;
    try {
      envelope = plainRecords.read(line);
      if (envelope == null) {
        envelope = Envelope.of(line);
      }
    } catch (JsonProcessingException e) {
      throw lines.isEnded() ? unreadable("it is not JSON at " + Fault.column(e)) : cutOff();
    } catch (IOException e) {
      throw unreadable("it is not UTF-8");
    }
    if (envelope == null) {
      throw unreadable("it is not a JSON object");
    }
    return switch (envelope.type()) {
      case "RECORD" -> record(line, envelope);
      case "STATE" -> state(line, envelope);
      case "TRACE" -> trace(line, envelope);
      case "LOG" -> {
        log(line, envelope);
        yield null;
      }
      default -> null;
    };
  }

  private IncomingRecord record(byte[] line, Envelope envelope) {
    String stream = envelope.stream();
    Span data = envelope.data();
    if (stream == null || data == null) {
      throw unreadable("its RECORD has no " + (stream == null ? "stream" : "data object"));
    }
    return new IncomingRecord(
        lineNumber, descriptor(stream, envelope.namespace()), line, data.start(), data.end());
  }

  private StreamDescriptor descriptor(String name, @Nullable String namespace) {
    StreamDescriptor last = lastStream;
    if (last != null && last.name().equals(name) && Objects.equals(last.namespace(), namespace)) {
      return last;
    }
    StreamDescriptor descriptor = new StreamDescriptor(name, namespace);
    lastStream = descriptor;
    return descriptor;
  }

  private IncomingState state(byte[] line, Envelope envelope) {
    Span body = envelope.state();
    if (body == null) {
      throw unreadable("its STATE has no state object");
    }
    try {
      return new IncomingState(lineNumber, bind(line, body, StateHead.class), line);
    } catch (JsonMappingException e) {
      throw unreadable("state." + Fault.inWords(e));
    } catch (IOException e) {
      throw unreadable("its state is not JSON");
    }
  }

  /** A TRACE that cannot be understood costs no data, so it does not stop the sync. */
  private @Nullable IncomingTrace trace(byte[] line, Envelope envelope) {
    Span body = envelope.trace();
    if (body == null) {
      LOG.warn("Skipped the TRACE on line {} because it has no trace object.", lineNumber);
      return null;
    }
    try {
      return new IncomingTrace(lineNumber, bind(line, body, AirbyteTraceMessage.class));
    } catch (JsonMappingException e) {
      LOG.warn("Skipped the TRACE on line {} because trace.{}.", lineNumber, Fault.inWords(e));
      return null;
    } catch (IOException e) {
      throw unreadable("its trace is not JSON");
    }
  }

  /** Nothing depends on a source's log: what cannot be understood is dropped without a word. */
  private void log(byte[] line, Envelope envelope) {
    Span body = envelope.log();
    if (body == null) {
      return;
    }
    AirbyteLogMessage message;
    try {
      message = bind(line, body, AirbyteLogMessage.class);
    } catch (IOException e) {
      return;
    }
    logs.accept(message);
  }

  private static <T> T bind(byte[] line, Span span, Class<T> type) throws IOException {
    return Json.mapper().readValue(line, span.start(), span.end() - span.start(), type);
  }

  private ConnectorException cutOff() {
    return ConnectorException.transientFault(
        "Tried to read the source's messages but failed because the input ends in the middle of"
            + " line "
            + lineNumber
            + "; look at the source's error and sync again.");
  }

  private ConnectorException unreadable(String reason) {
    return ConnectorException.system(
        "Tried to read line "
            + lineNumber
            + " of standard input but failed because "
            + reason
            + "; check that a source's messages are piped in, one a line.");
  }

  private static boolean isBlank(byte[] line) {
    for (byte character : line) {
      if (character != ' ' && character != '\t' && character != '\r') {
        return false;
      }
    }
    return true;
  }
}
