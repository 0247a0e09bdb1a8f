package dev.convexairbyte.stub;

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

  /** What only a fault leads to (FaultsTest plays every error), and why. */
  private static final Map<BackendError, String> UNREACHED =
      Map.of(
          BackendError.TEXT_INDEX_TOO_LARGE,
          "there are no search indexes",
          BackendError.VECTOR_INDEX_TOO_LARGE,
          "there are no search indexes",
          BackendError.TABLE_SUMMARIES_UNAVAILABLE,
          "shapes are taken from the documents");

  @Test
  void everyErrorIsAssertedByATestOrSaysWhyNot() {
    Set<BackendError> silent = EnumSet.allOf(BackendError.class);
    String tests = tests();
    silent.removeIf(error -> asserted(tests, error));

    assertThat(silent)
        .as("asserted by no test under src/test as \"status code\", and not in UNREACHED")
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
    try (Stream<Path> files = Files.walk(Path.of("src", "test"))) {
      return files
          .filter(file -> file.toString().matches(".*\\.(java|csv)"))
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
