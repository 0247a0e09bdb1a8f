package dev.convexairbyte.stub.routing;

import dev.convexairbyte.stub.app.Blob;
import dev.convexairbyte.stub.routing.FormData.Field;
import dev.convexairbyte.stub.routing.FormData.FileField;
import dev.convexairbyte.stub.routing.FormData.TextField;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a body of multipart/form-data, RFC 7578, as the Fetch API does. */
final class Multipart {

  private static final Pattern PARAMETER =
      Pattern.compile(";\\s*([\\w!#$%&'*+.^`|~-]+)\\s*=\\s*(?:\"([^\"]*)\"|([^;\\s]+))");
  private static final byte[] LINE_END = {'\r', '\n'};
  private static final byte[] EMPTY_LINE = {'\r', '\n', '\r', '\n'};

  private final byte[] body;
  private final byte[] delimiter;

  /** Throws IllegalArgumentException where the type names no boundary. */
  Multipart(String contentType, byte[] body) {
    String boundary = parameters(contentType).get("boundary");
    if (boundary == null) {
      throw new IllegalArgumentException(
          "Tried to read a multipart body but failed because its Content-Type has no boundary; name it there.");
    }
    this.body = body;
    this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.UTF_8);
  }

  /** Throws IllegalArgumentException where the body does not end as it should or a part is none. */
  List<Field> fields() {
    List<Field> fields = new ArrayList<>();
    int next = afterDelimiter(firstDelimiter());
    while (next >= 0) {
      int end = require(indexOf(delimiter, next));
      fields.add(field(next, end));
      next = afterDelimiter(end + delimiter.length);
    }
    return fields;
  }

  /** The first may stand at the very beginning, without the line end before it. */
  private int firstDelimiter() {
    int length = delimiter.length - LINE_END.length;
    boolean atOnce =
        body.length >= length
            && Arrays.equals(body, 0, length, delimiter, LINE_END.length, delimiter.length);
    return atOnce ? length : require(indexOf(delimiter, 0)) + delimiter.length;
  }

  /** Where the part behind a delimiter begins; -1 behind the last one. */
  private int afterDelimiter(int at) {
    if (at + 1 < body.length && body[at] == '-' && body[at + 1] == '-') {
      return -1;
    }
    int lineEnd = require(indexOf(LINE_END, at));
    for (int i = at; i < lineEnd; i++) {
      require(body[i] == ' ' || body[i] == '\t' ? i : -1);
    }
    return lineEnd + LINE_END.length;
  }

  private Field field(int start, int end) {
    int headEnd = require(indexOf(EMPTY_LINE, start));
    Map<String, String> headers = headers(text(start, Math.min(headEnd, end)));
    Map<String, String> disposition = parameters(headers.getOrDefault("content-disposition", ""));
    String name = disposition.get("name");
    int content = headEnd + EMPTY_LINE.length;
    if (name == null || content > end) {
      throw malformed();
    }
    String fileName = disposition.get("filename");
    if (fileName == null) {
      return new TextField(unescaped(name), text(content, end));
    }
    return new FileField(
        unescaped(name),
        unescaped(fileName),
        Blob.of(
            Arrays.copyOfRange(body, content, end),
            headers.getOrDefault("content-type", "text/plain")));
  }

  private static Map<String, String> headers(String head) {
    Map<String, String> headers = new TreeMap<>();
    for (String line : head.split("\r\n", -1)) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers.put(
            line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
            line.substring(colon + 1).strip());
      }
    }
    return headers;
  }

  private static Map<String, String> parameters(String header) {
    Map<String, String> parameters = new TreeMap<>();
    Matcher each = PARAMETER.matcher(header);
    while (each.find()) {
      String quoted = each.group(2);
      parameters.putIfAbsent(
          each.group(1).toLowerCase(Locale.ROOT), quoted == null ? each.group(3) : quoted);
    }
    return parameters;
  }

  /** Browsers escape what a quoted name cannot hold. */
  private static String unescaped(String name) {
    return name.replace("%22", "\"").replace("%0D", "\r").replace("%0A", "\n");
  }

  private String text(int start, int end) {
    return new String(body, start, end - start, StandardCharsets.UTF_8);
  }

  private int indexOf(byte[] bytes, int from) {
    for (int i = from; i <= body.length - bytes.length; i++) {
      if (body[i] == bytes[0] && Arrays.equals(body, i, i + bytes.length, bytes, 0, bytes.length)) {
        return i;
      }
    }
    return -1;
  }

  private static int require(int index) {
    if (index < 0) {
      throw malformed();
    }
    return index;
  }

  private static IllegalArgumentException malformed() {
    return new IllegalArgumentException(
        "Tried to read a multipart body but failed because its parts are not delimited as its Content-Type says; send it whole.");
  }
}
