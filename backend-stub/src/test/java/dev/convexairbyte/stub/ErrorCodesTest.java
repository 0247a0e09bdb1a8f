package dev.convexairbyte.stub;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convexairbyte.stub.errors.BackendError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every error of the catalogue is asserted by some test by status and code, like "400 X". */
class ErrorCodesTest {

  /** What no request to this stub leads to, and why. */
  private static final Map<BackendError, String> UNREACHED =
      Map.ofEntries(
          entry(BackendError.OPTIMISTIC_CONCURRENCY_CONTROL_FAILURE, Reasons.ONE_AT_A_TIME),
          entry(BackendError.TEXT_INDEX_TOO_LARGE, Reasons.NO_SEARCH),
          entry(BackendError.VECTOR_INDEX_TOO_LARGE, Reasons.NO_SEARCH),
          entry(BackendError.TABLE_SUMMARIES_UNAVAILABLE, "shapes are taken from the documents"),
          entry(BackendError.CLIENT_VERSION_UNSUPPORTED, "no client is too old for the stub"),
          entry(BackendError.INVALID_REQUEST_ID, "the stub does not read Convex-Request-Id"),
          entry(BackendError.NO_TABLE_DEFINITION_FOR_EXPORT, Reasons.NO_SCHEMAS),
          entry(BackendError.UNSUPPORTED_SCHEMA_FOR_EXPORT, Reasons.NO_SCHEMAS),
          entry(BackendError.SCHEMA_ENFORCEMENT, Reasons.NO_SCHEMAS),
          entry(BackendError.IMPORT_SCHEMA_CHANGED, Reasons.NO_SCHEMAS),
          entry(BackendError.INVALID_DATA_SYNC_CURSOR, Reasons.NO_DATA_SYNC),
          entry(BackendError.INVALID_DATA_SYNC_SELECTION, Reasons.NO_DATA_SYNC),
          entry(BackendError.DATA_SYNC_CURSOR_EXPIRED, Reasons.NO_DATA_SYNC),
          entry(BackendError.LIMIT_OUT_OF_RANGE, Reasons.NO_DATA_SYNC),
          entry(BackendError.INVALID_CURSOR, Reasons.NO_DATA_SYNC));

  private static final class Reasons {
    static final String ONE_AT_A_TIME = "transactions run one after another";
    static final String NO_SEARCH = "there are no search indexes";
    static final String NO_SCHEMAS = "there are no declared schemas yet";
    static final String NO_DATA_SYNC = "there is no data sync yet";
  }

  @Test
  void everyErrorIsAssertedByATestOrSaysWhyNot() {
    Set<BackendError> silent = EnumSet.allOf(BackendError.class);
    String tests = tests();
    silent.removeIf(error -> asserted(tests, error));

    assertThat(silent)
        .as("asserted by no test under src/test/java as \"status code\", and not in UNREACHED")
        .isSubsetOf(UNREACHED.keySet());
    assertThat(UNREACHED.keySet())
        .as("in UNREACHED, but asserted by a test: take it out")
        .isSubsetOf(silent);
  }

  private static boolean asserted(String tests, BackendError error) {
    String text = "\\b%d[ ,]%s\\b".formatted(error.status(), error.code());
    return Pattern.compile(text).matcher(tests).find();
  }

  private static String tests() {
    try (Stream<Path> files = Files.walk(Path.of("src", "test", "java"))) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(ErrorCodesTest::read)
          .collect(Collectors.joining());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
