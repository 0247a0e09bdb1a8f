package dev.convexairbyte.stub.httpactions;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/** The path of a URL without {@code .} and {@code ..}, escaped or not. */
final class UrlPath {

  private UrlPath() {}

  /** A backslash is a slash, as in every URL of HTTP. */
  static String normal(String path) {
    List<String> segments = List.of(path.replace('\\', '/').substring(1).split("/", -1));
    Deque<String> kept = new ArrayDeque<>();
    for (int i = 0; i < segments.size(); i++) {
      String segment = segments.get(i);
      String dots = segment.toLowerCase(Locale.ROOT).replace("%2e", ".");
      boolean folded = dots.equals(".") || dots.equals("..");
      if (dots.equals("..")) {
        kept.pollLast();
      }
      if (!folded) {
        kept.addLast(segment);
      } else if (i == segments.size() - 1) {
        kept.addLast("");
      }
    }
    return "/" + String.join("/", kept);
  }
}
