package dev.convexairbyte.cdk.io;

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
import java.util.Arrays;
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
  private final RecordFrames frames = new RecordFrames();
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
    while (hasRead()) {
      IncomingMessage message = message();
      if (message != null) {
        return message;
      }
    }
    return null;
  }

  /** As {@link #next()}, but null as well where the rest of the block has no whole line. */
  public @Nullable IncomingMessage nextHere() {
    while (lines.hasLine() && hasRead()) {
      IncomingMessage message = message();
      if (message != null) {
        return message;
      }
    }
    return null;
  }

  /** What the bytes of the message that came last are in. */
  public byte[] block() {
    return lines.block();
  }

  /** Takes back a block when nobody looks at its messages any more; for any thread. */
  public void giveBack(byte[] block) {
    lines.giveBack(block);
  }

  private boolean hasRead() {
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

  private @Nullable IncomingMessage message() {
    byte[] block = lines.block();
    int start = lines.start();
    int end = lines.end();
    // Of a line that is cut off the end may look like that of a whole one.
    RecordFrame frame = lines.isEnded() ? frames.around(block, start, end) : null;
    if (frame != null) {
      return record(frame.stream(), start + frame.before(), end - frame.behind());
    }
    Envelope plain = plainRecords.read(block, start, end);
    if (plain == null) {
      return isBlank(block, start, end) ? null : parse(Arrays.copyOfRange(block, start, end));
    }
    StreamDescriptor stream = stream(plain);
    Span data = data(plain);
    frames.add(stream, block, start, data, end);
    return record(stream, data.start(), data.end());
  }

  private IncomingRecord record(StreamDescriptor stream, int dataStart, int dataEnd) {
    return new IncomingRecord(
        lineNumber, stream, lines.block(), lines.start(), dataStart, dataEnd, lines.end());
  }

  private @Nullable IncomingMessage parse(byte[] line) {
    Envelope envelope = LineFault.envelope(line, lineNumber, lines.isEnded());
    return switch (envelope.type()) {
      case "RECORD" -> {
        StreamDescriptor stream = stream(envelope);
        Span data = data(envelope);
        yield new IncomingRecord(
            lineNumber, stream, line, 0, data.start(), data.end(), line.length);
      }
      case "STATE" -> state(line, envelope);
      case "TRACE" -> trace(line, envelope);
      case "LOG" -> {
        log(line, envelope);
        yield null;
      }
      default -> null;
    };
  }

  private StreamDescriptor stream(Envelope envelope) {
    String stream = envelope.stream();
    if (stream == null) {
      throw unreadable("its RECORD has no stream");
    }
    return descriptor(stream, envelope.namespace());
  }

  private Span data(Envelope envelope) {
    Span data = envelope.data();
    if (data == null) {
      throw unreadable("its RECORD has no data object");
    }
    return data;
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

  private ConnectorException unreadable(String reason) {
    return LineFault.unreadable(lineNumber, reason);
  }

  private static boolean isBlank(byte[] bytes, int start, int end) {
    for (int at = start; at < end; at++) {
      if (bytes[at] != ' ' && bytes[at] != '\t' && bytes[at] != '\r') {
        return false;
      }
    }
    return true;
  }
}
