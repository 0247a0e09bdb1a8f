package dev.convexairbyte.destination.mapping;

import static java.util.stream.Collectors.joining;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Writes records out that are too long for a table of cases: {@code {"a":<text 1000>}}. */
final class RecordTemplate {

  private static final Pattern PLACEHOLDER = Pattern.compile("<(?:times (\\d+) )?(\\w+) (\\d+)>");

  private RecordTemplate() {}

  static String expand(String template) {
    return PLACEHOLDER.matcher(template).replaceAll(found -> quoted(part(found)));
  }

  private static String quoted(String replacement) {
    return replacement.replace("\\", "\\\\").replace("$", "\\$");
  }

  private static String part(MatchResult found) {
    String part = part(found.group(2), Integer.parseInt(found.group(3)));
    if (found.group(1) == null) {
      return part;
    }
    return "[" + String.join(",", repeated(part, Integer.parseInt(found.group(1)))) + "]";
  }

  private static Iterable<String> repeated(String part, int times) {
    return IntStream.range(0, times).mapToObj(time -> part).toList();
  }

  private static String part(String kind, int count) {
    return switch (kind) {
      case "text" -> '"' + "t".repeat(count) + '"';
      case "umlauts" -> '"' + "\u00fc".repeat(count) + '"';
      case "escapes" -> '"' + "\\u0041".repeat(count) + '"';
      case "pairs" -> '"' + "\\ud83d\\ude00".repeat(count) + '"';
      case "digits" -> "9".repeat(count);
      case "name" -> "n".repeat(count);
      case "array" -> "[" + String.join(",", repeated("0", count)) + "]";
      case "numbers" -> String.join(",", repeated("0", count));
      case "nested" -> "[".repeat(count) + "]".repeat(count);
      case "objects" -> "{\"o\":".repeat(count - 1) + "{}" + "}".repeat(count - 1);
      case "fields" ->
          IntStream.range(0, count)
              .mapToObj(field -> "\"f" + field + "\":0")
              .collect(joining(",", "{", "}"));
      default -> throw new IllegalArgumentException(kind);
    };
  }
}
