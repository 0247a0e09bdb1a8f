package dev.convexairbyte.stub.calling;

import dev.convexairbyte.stub.http.Request;
import dev.convexairbyte.values.ValueFormat;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The format for a request that names none: old clients know the encoded one only. Mirrors
 * get-convex/convex-backend, crates/common/src/version.rs.
 */
final class DefaultFormat {

  private static final Pattern OLD_FAMILIES =
      Pattern.compile(
          "(?i)(npm-cli|npm|actions|python(?:-convex)?)-(\\d{1,9})\\.(\\d{1,9})\\.(\\d{1,9}).*");

  private static final int[] LAST_OLD_NPM = {1, 4, 1};
  private static final int[] LAST_OLD_PYTHON = {0, 5, 0};

  private DefaultFormat() {}

  static ValueFormat of(Request request) {
    Optional<Matcher> client =
        request.header("Convex-Client").map(OLD_FAMILIES::matcher).filter(Matcher::matches);
    return client.filter(DefaultFormat::isOld).isPresent()
        ? ValueFormat.ENCODED
        : ValueFormat.CLEAN;
  }

  private static boolean isOld(Matcher client) {
    int[] version = {number(client, 2), number(client, 3), number(client, 4)};
    boolean python = client.group(1).toLowerCase(Locale.ROOT).startsWith("python");
    return Arrays.compare(version, python ? LAST_OLD_PYTHON : LAST_OLD_NPM) <= 0;
  }

  private static int number(Matcher client, int group) {
    return Integer.parseInt(client.group(group));
  }
}
