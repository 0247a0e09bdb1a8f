package dev.convexairbyte.stub.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Headers of the Fetch API, unchangeable: names in any case, values in the order of arrival. */
public final class Headers {

  private static final Headers NONE = new Headers(List.of());
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
  private static final char HIGHEST = 0xff;

  private final List<Header> all;

  private Headers(List<Header> all) {
    this.all = List.copyOf(all);
  }

  /**
   * One line.
   *
   * @param name in lower case
   */
  public record Header(String name, String value) {}

  /** No headers. */
  public static Headers of() {
    return NONE;
  }

  /** One header a name; throws IllegalArgumentException where HTTP does not allow one. */
  public static Headers of(Map<String, String> headers) {
    Headers made = NONE;
    for (Map.Entry<String, String> header : headers.entrySet()) {
      made = made.with(header.getKey(), header.getValue());
    }
    return made;
  }

  /** With this value in the place of all that the name has; throws IllegalArgumentException. */
  public Headers with(String name, String value) {
    return without(name).withAdded(name, value);
  }

  /** With one more value of the name; throws IllegalArgumentException where HTTP forbids it. */
  public Headers withAdded(String name, String value) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "Tried to set a header but failed because its name is empty or has a character that HTTP"
              + " does not allow there; use letters, digits and dashes.");
    }
    String trimmed = value.strip();
    if (!trimmed.chars().allMatch(Headers::isAllowed)) {
      throw new IllegalArgumentException(
          "Tried to set the header %s but failed because its value has a line break, a control character or one beyond Latin-1; encode it."
              .formatted(name));
    }
    List<Header> more = new ArrayList<>(all);
    more.add(new Header(lower(name), trimmed));
    return new Headers(more);
  }

  private static boolean isAllowed(int c) {
    return c == '\t' || (c >= ' ' && c != 0x7f && c <= HIGHEST);
  }

  /** Without any value of the name. */
  public Headers without(String name) {
    return new Headers(all.stream().filter(header -> !header.name().equals(lower(name))).toList());
  }

  /** The value of a header; several are joined by a comma and a space. */
  public Optional<String> get(String name) {
    List<String> values = getAll(name);
    return values.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", values));
  }

  /** The values of a header, in order. */
  public List<String> getAll(String name) {
    return all.stream()
        .filter(header -> header.name().equals(lower(name)))
        .map(Header::value)
        .toList();
  }

  /** Whether there is such a header. */
  public boolean has(String name) {
    return all.stream().anyMatch(header -> header.name().equals(lower(name)));
  }

  /** All of them, in order. */
  public List<Header> all() {
    return all;
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** The names alone: values may be secrets. */
  @Override
  public String toString() {
    return all.stream().map(Header::name).collect(Collectors.joining(", ", "Headers[", "]"));
  }
}
