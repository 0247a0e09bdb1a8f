package dev.convexairbyte.stub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convexairbyte.stub.database.Database;
import dev.convexairbyte.stub.http.Endpoint;
import dev.convexairbyte.stub.http.VerifiedAgainst;
import dev.convexairbyte.stub.log.InMemoryDocumentLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keeps the marks on the endpoints and the table in the README together. */
class SupportTableTest {

  static Stream<Endpoint> endpoints() {
    Database database = new Database(new InMemoryDocumentLog(), Clock.systemUTC(), new Random(1));
    StubSettings settings = StubSettings.defaults();
    return StubBackend.endpoints(settings, settings.adminKey(), database).stream();
  }

  @ParameterizedTest
  @MethodSource("endpoints")
  void everyEndpointSaysWhatItWasVerifiedAgainst(Endpoint endpoint) {
    VerifiedAgainst mark = endpoint.getClass().getAnnotation(VerifiedAgainst.class);

    assertThat(mark).isNotNull();
    assertThat(Objects.requireNonNull(mark).value()).matches("[-\\w]+/[-\\w]+@[0-9a-f]{7,40}");
  }

  @Test
  void theReadmeListsEveryEndpointWithItsEvidence() throws IOException {
    List<String> rows =
        Files.readAllLines(Path.of("README.md")).stream()
            .filter(line -> line.matches("\\| `[A-Z ]+ /.*"))
            .toList();

    assertThat(endpoints().map(SupportTableTest::startOfRow))
        .allSatisfy(start -> assertThat(rows).anyMatch(row -> row.startsWith(start)));
    assertThat(rows).hasSameSizeAs(endpoints().toList());
  }

  private static String startOfRow(Endpoint endpoint) {
    VerifiedAgainst mark =
        Objects.requireNonNull(endpoint.getClass().getAnnotation(VerifiedAgainst.class));
    return "| `%s %s` | %s |"
        .formatted(
            String.join(" ", new TreeSet<>(endpoint.methods())),
            endpoint.path(),
            switch (mark.by()) {
              case READ -> "read";
              case RUN -> "run";
            });
  }
}
