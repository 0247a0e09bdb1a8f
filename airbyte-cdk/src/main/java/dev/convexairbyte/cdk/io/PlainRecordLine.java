package dev.convexairbyte.cdk.io;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads RECORD lines in one pass over their bytes, at a fraction of what a tokenizer takes. It
 * gives up on all that is wrong or unusual, and leaves it to {@link Envelope} to say what it is.
 */
final class PlainRecordLine {

  private enum Level {
    MESSAGE,
    RECORD
  }

  private static final byte[] TYPE = ascii("type");
  private static final byte[] TYPE_OF_RECORDS = ascii("RECORD");
  private static final byte[] RECORD = ascii("record");
  private static final byte[] STREAM = ascii("stream");
  private static final byte[] NAMESPACE = ascii("namespace");
  private static final byte[] DATA = ascii("data");

  private final PlainJson json = new PlainJson();
  private final Name streams = new Name();
  private final Name namespaces = new Name();
  private byte[] line = {};
  private boolean isRecord;
  private @Nullable String stream;
  private @Nullable String namespace;
  private @Nullable Span data;

  /** What {@link Envelope#of} would find in {@code bytes[start, end)}; null if that has to look. */
  @Nullable Envelope read(byte[] bytes, int start, int end) {
    line = bytes;
    isRecord = false;
    stream = null;
    namespace = null;
    data = null;
    json.reset(bytes, start, end);
    boolean isPlain = json.token() == '{' && object(Level.MESSAGE) && json.isAtEnd();
    if (!isPlain || !isRecord || stream == null || data == null) {
      return null;
    }
    return new Envelope("RECORD", stream, namespace, data, null, null, null);
  }

  private boolean object(Level level) {
    byte next = json.token();
    while (next == '"') {
      int start = json.position();
      if (!json.string() || json.isEscaped()) {
        return false;
      }
      int end = json.position() - 1;
      if (json.token() != ':' || !member(level, start, end, json.token())) {
        return false;
      }
      next = json.afterMember();
    }
    return next == '}';
  }

  private boolean member(Level level, int start, int end, byte first) {
    return switch (level) {
      case MESSAGE -> memberOfMessage(start, end, first);
      case RECORD -> memberOfRecord(start, end, first);
    };
  }

  private boolean memberOfMessage(int start, int end, byte first) {
    if (is(TYPE, start, end)) {
      int value = json.position();
      isRecord = name(first) && is(TYPE_OF_RECORDS, value, json.position() - 1);
      return isRecord;
    }
    if (is(RECORD, start, end)) {
      return first == '{' && object(Level.RECORD);
    }
    return json.value(first, 1);
  }

  private boolean memberOfRecord(int start, int end, byte first) {
    int value = json.position();
    if (is(STREAM, start, end)) {
      boolean isName = name(first);
      stream = isName ? streams.of(line, value, json.position() - 1) : null;
      return isName;
    }
    if (is(NAMESPACE, start, end) && first == '"') {
      boolean isName = name(first);
      namespace = isName ? namespaces.of(line, value, json.position() - 1) : null;
      return isName;
    }
    if (!json.value(first, 2)) {
      return false;
    }
    if (is(DATA, start, end)) {
      data = first == '{' ? new Span(value - 1, json.position()) : null;
    }
    // A namespace that is no text, and no null: rare enough to be left to others.
    return !is(NAMESPACE, start, end) || (first == 'n' && namespace == null);
  }

  /** Whether a string follows whose characters stand for themselves. */
  private boolean name(byte first) {
    return first == '"' && json.string() && !json.isEscaped();
  }

  private boolean is(byte[] text, int start, int end) {
    return Arrays.equals(line, start, end, text, 0, text.length);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** A text that is mostly the same as the last time. */
  private static final class Name {

    private byte[] utf8 = {};
    private String text = "";

    String of(byte[] bytes, int start, int end) {
      if (!Arrays.equals(bytes, start, end, utf8, 0, utf8.length)) {
        utf8 = Arrays.copyOfRange(bytes, start, end);
        text = new String(utf8, StandardCharsets.UTF_8);
      }
      return text;
    }
  }
}
