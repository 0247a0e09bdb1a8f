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

  private static final byte[] NOTHING = {};

  private final LineReader lines;
  private final PlainRecordLine plainRecords = new PlainRecordLine();

  /** Records of one stream mostly come in a row, and share what names it. */
  private StreamDescriptor lastStream = new StreamDescriptor("", null);

  public RawMessageReader(InputStream input) {
    this.lines = new LineReader(input);
  }

  /** The next line; null at the end of the input. */
  public @Nullable RawMessage next() throws IOException {
    byte[] line = lines.next();
    return line == null ? null : message(line);
  }

  /** Whether the next line is here already, so that {@link #next()} does not wait for input. */
  public boolean hasNextHere() {
    return lines.hasLine();
  }

  private RawMessage message(byte[] line) {
    Envelope plain = plainRecords.read(line);
    if (plain != null) {
      return of(line, plain);
    }
    try {
      byte[] value = firstValue(line);
      Envelope envelope = Envelope.of(value);
      return envelope == null ? noMessage(line) : of(value, envelope);
    } catch (IOException e) {
      return noMessage(line);
    }
  }

  /** The platform, too, ignores what follows (VersionedAirbyteStreamFactory). */
  private static byte[] firstValue(byte[] line) throws IOException {
    try (JsonParser parser = Json.factory().createParser(line)) {
      if (parser.nextToken() == null) {
        return NOTHING;
      }
      int end = Span.ofValue(parser).end();
      return end == line.length ? line : Arrays.copyOf(line, end);
    }
  }

  private static RawMessage noMessage(byte[] line) {
    return new RawMessage(line, "", null, 0, 0);
  }

  private RawMessage of(byte[] line, Envelope envelope) {
    Span data = envelope.data();
    return new RawMessage(
        line,
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
