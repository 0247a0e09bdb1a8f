package dev.convexairbyte.cdk.io;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.convexairbyte.cdk.json.Json;
import dev.convexairbyte.cdk.message.AirbyteStateStats;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Sends a STATE back: the line as it came, every byte of it, with only the destination's counts put
 * in. The platform finds its own integer {@code id} in there again, and the source whatever it put.
 */
public final class StateEcho {

  private static final String PROPERTY = "\"destinationStats\":";

  private StateEcho() {}

  /**
   * The line of a STATE with {@code {"recordCount":…}}, the records of the interval that the state
   * closes.
   */
  public static byte[] of(byte[] line, long recordCount) {
    return of(line, AirbyteStateStats.ofRecords(recordCount));
  }

  /** The line with these counts, in place of any that it held. */
  public static byte[] of(byte[] line, AirbyteStateStats destinationStats) {
    try {
      String stats = Json.mapper().writeValueAsString(destinationStats);
      Gap gap = gap(line);
      return spliced(line, gap.span(), gap.prefix() + stats);
    } catch (IOException e) {
      throw new IllegalStateException("A STATE that was read before does not parse now", e);
    }
  }

  private static Gap gap(byte[] line) throws IOException {
    try (JsonParser parser = Json.factory().createParser(line)) {
      parser.nextToken();
      Gap gap = null;
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean isState = parser.currentName().equals("state");
        if (parser.nextToken() == JsonToken.START_OBJECT && isState) {
          gap = gapInState(parser);
          continue;
        }
        parser.skipChildren();
      }
      if (gap == null) {
        throw new IOException("no state object");
      }
      return gap;
    }
  }

  /** Over the present value, or just before the brace that closes the state. */
  private static Gap gapInState(JsonParser parser) throws IOException {
    Span present = null;
    boolean empty = true;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      empty = false;
      boolean isStats = parser.currentName().equals("destinationStats");
      parser.nextToken();
      Span value = Span.ofValue(parser);
      present = isStats ? value : present;
    }
    if (present != null) {
      return new Gap(present, "");
    }
    int brace = (int) parser.currentTokenLocation().getByteOffset();
    return new Gap(new Span(brace, brace), empty ? PROPERTY : "," + PROPERTY);
  }

  private static byte[] spliced(byte[] line, Span gap, String text) {
    byte[] middle = text.getBytes(StandardCharsets.UTF_8);
    int tail = line.length - gap.end();
    byte[] result = new byte[gap.start() + middle.length + tail];
    System.arraycopy(line, 0, result, 0, gap.start());
    System.arraycopy(middle, 0, result, gap.start(), middle.length);
    System.arraycopy(line, gap.end(), result, gap.start() + middle.length, tail);
    return result;
  }

  private record Gap(Span span, String prefix) {}
}
