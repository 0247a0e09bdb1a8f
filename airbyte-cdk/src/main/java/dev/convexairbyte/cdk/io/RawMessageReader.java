package dev.convexairbyte.cdk.io;

import com.fasterxml.jackson.core.JsonParser;
import dev.convexairbyte.cdk.json.Json;
import dev.convexairbyte.cdk.message.StreamDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Cuts what a connector prints into messages to hand on, as a platform does: nothing is bound, and
 * a line that is no message is no failure. For a destination, to which it is one, there is {@link
 * MessageReader}.
 */
public final class RawMessageReader {

  private final LineReader lines;
  private final PlainRecordLine plainRecords = new PlainRecordLine();

  /** Records of one stream mostly come in a row, and share what names it. */
  private StreamDescriptor lastStream = new StreamDescriptor("", null);

  public RawMessageReader(InputStream input) {
    this.lines = new LineReader(input);
  }

  /** The next line; null at the end of the input. */
  public @Nullable RawMessage next() throws IOException {
    byte[] before = lines.block();
    boolean hasRead = lines.next();
    if (lines.block() != before) {
      lines.giveBack(before);
    }
    return hasRead ? message(lines.block(), lines.start(), lines.end()) : null;
  }

  /** Whether the next line is here already, so that {@link #next()} does not wait for input. */
  public boolean hasNextHere() {
    return lines.hasLine();
  }

  private RawMessage message(byte[] bytes, int start, int end) {
    Envelope plain = plainRecords.read(bytes, start, end);
    if (plain != null) {
      return of(bytes, start, end, plain);
    }
    try {
      byte[] value = firstValue(bytes, start, end);
      Envelope envelope = Envelope.of(value);
      return envelope == null ? noMessage(bytes, start, end) : of(value, 0, value.length, envelope);
    } catch (IOException e) {
      return noMessage(bytes, start, end);
    }
  }

  /** The platform, too, ignores what follows (VersionedAirbyteStreamFactory). */
  private static byte[] firstValue(byte[] bytes, int start, int end) throws IOException {
    try (JsonParser parser = Json.factory().createParser(bytes, start, end - start)) {
      boolean isEmpty = parser.nextToken() == null;
      return Arrays.copyOfRange(bytes, start, isEmpty ? start : start + Span.ofValue(parser).end());
    }
  }

  private static RawMessage noMessage(byte[] bytes, int start, int end) {
    return new RawMessage(bytes, start, end, "", null, 0, 0);
  }

  private RawMessage of(byte[] bytes, int start, int end, Envelope envelope) {
    Span data = envelope.data();
    return new RawMessage(
        bytes,
        start,
        end,
        envelope.type(),
        envelope.stream() == null ? null : descriptor(envelope.stream(), envelope.namespace()),
        data == null ? 0 : data.start(),
        data == null ? 0 : data.end());
  }

  private StreamDescriptor descriptor(String name, @Nullable String namespace) {
    if (!lastStream.name().equals(name) || !Objects.equals(lastStream.namespace(), namespace)) {
      lastStream = new StreamDescriptor(name, namespace);
    }
    return lastStream;
  }
}
