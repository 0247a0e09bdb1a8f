package dev.convexairbyte.stub.http;

import dev.convexairbyte.stub.errors.BackendError;
import dev.convexairbyte.stub.errors.BackendException;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The parameters of a query string, decoded; a name may come several times. */
public record Query(Map<String, List<String>> parameters) {

  private static final Set<String> SECRETS = Set.of("adminkey", "token");

  /** Reads a raw query string; a broken percent escape stands for itself, as with the backend. */
  public static Query parse(@Nullable String raw) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    if (raw == null || raw.isEmpty()) {
      return new Query(parameters);
    }
    for (String pair : raw.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = decode(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
      parameters.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
    }
    return new Query(parameters);
  }

  /** All values of a parameter, in order. */
  public List<String> all(String name) {
    return parameters.getOrDefault(name, List.of());
  }

  /** The value of a parameter that may come once; throws BAD_QUERY_ARGS if it comes twice. */
  public Optional<String> one(String name) {
    List<String> values = all(name);
    if (values.size() > 1) {
      throw bad(name);
    }
    return values.stream().findFirst();
  }

  /** {@code true} or {@code false}, which is also what a missing parameter is. */
  public boolean flag(String name) {
    return one(name)
        .map(
            text ->
                switch (text) {
                  case "true" -> true;
                  case "false" -> false;
                  default -> throw bad(name);
                })
        .orElse(false);
  }

  /** A signed 64-bit integer. */
  public Optional<Long> integer(String name) {
    return one(name)
        .map(
            text -> {
              try {
                return Long.valueOf(text);
              } catch (NumberFormatException e) {
                throw bad(name);
              }
            });
  }

  /**
   * The parameters as a query string, encoded anew and without {@code adminKey} and the {@code
   * token} of an upload.
   */
  public String withoutKey() {
    return parameters.entrySet().stream()
        .filter(parameter -> !SECRETS.contains(parameter.getKey().toLowerCase(Locale.ROOT)))
        .flatMap(
            parameter ->
                parameter.getValue().stream()
                    .map(value -> encode(parameter.getKey()) + "=" + encode(value)))
        .collect(Collectors.joining("&"));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static BackendException bad(String name) {
    return new BackendException(BackendError.BAD_QUERY_ARGS, name);
  }

  private static String decode(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    byte[] raw = text.replace('+', ' ').getBytes(StandardCharsets.UTF_8);
    int next = 0;
    while (next < raw.length) {
      int escaped = raw[next] == '%' ? escape(raw, next) : -1;
      bytes.write(escaped >= 0 ? escaped : raw[next]);
      next += escaped >= 0 ? 3 : 1;
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static int escape(byte[] raw, int at) {
    if (at + 2 >= raw.length) {
      return -1;
    }
    int high = Character.digit(raw[at + 1], 16);
    int low = Character.digit(raw[at + 2], 16);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
  }
}
