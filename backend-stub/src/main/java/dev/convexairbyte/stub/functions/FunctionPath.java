package dev.convexairbyte.stub.functions;

import dev.convexairbyte.values.Identifiers;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Where a function is. Mirrors get-convex/convex-backend, crates/convex/sync_types/src/udf_path.rs.
 *
 * @param module directories and file, without {@code .js}
 * @param function the name under which the module exports it
 */
public record FunctionPath(String module, String function) {

  private static final String DEFAULT = "default";
  private static final String EXTENSION = ".js";

  /** Reads {@code module:function}, or {@code module} for its default; empty for what is none. */
  public static Optional<FunctionPath> parse(String text) {
    int colon = text.lastIndexOf(':');
    String module = colon < 0 ? text : text.substring(0, colon);
    String function = colon < 0 ? DEFAULT : text.substring(colon + 1);
    List<String> parts =
        Arrays.stream(module.split("/", -1)).filter(part -> !part.isEmpty()).toList();
    if (parts.isEmpty() || module.startsWith("/") || !Identifiers.isIdentifier(function)) {
      return Optional.empty();
    }
    String last = parts.get(parts.size() - 1);
    String file = withoutExtension(last);
    List<String> directories = parts.subList(0, parts.size() - 1);
    if ((last.equals(file) && file.contains("."))
        || !isComponent(file + EXTENSION)
        || !directories.stream().allMatch(FunctionPath::isComponent)) {
      return Optional.empty();
    }
    String path = directories.stream().map(part -> part + "/").collect(Collectors.joining());
    return Optional.of(new FunctionPath(path + file, function));
  }

  private static String withoutExtension(String file) {
    return file.endsWith(EXTENSION) ? file.substring(0, file.length() - EXTENSION.length()) : file;
  }

  private static boolean isComponent(String part) {
    return part.length() <= Identifiers.MAX_IDENTIFIER_LENGTH
        && part.chars().allMatch(c -> isLetterOrDigit(c) || c == '_' || c == '.')
        && part.chars().anyMatch(FunctionPath::isLetterOrDigit);
  }

  private static boolean isLetterOrDigit(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  /** As messages name it. */
  @Override
  public String toString() {
    return function.equals(DEFAULT) ? module : module + ":" + function;
  }
}
