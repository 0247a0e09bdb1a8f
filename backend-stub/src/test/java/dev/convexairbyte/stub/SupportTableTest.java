package dev.convexairbyte.stub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convexairbyte.stub.database.Database;
import dev.convexairbyte.stub.faults.Faults;
import dev.convexairbyte.stub.http.Endpoint;
import dev.convexairbyte.stub.http.StubDecision;
import dev.convexairbyte.stub.http.VerifiedAgainst;
import dev.convexairbyte.stub.importing.Backfill;
import dev.convexairbyte.stub.log.InMemoryDocumentLog;
import dev.convexairbyte.stub.requests.RequestLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
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
    return operations().ofTheBackend().stream();
  }

  private static Operations operations() {
    Database database = new Database(new InMemoryDocumentLog(), Clock.systemUTC(), new Random(1));
    StubSettings settings = StubSettings.defaults();
    return new Operations(
        settings,
        settings.adminKey(),
        database,
        new Backfill(0, Duration.ZERO, Clock.systemUTC()),
        new Faults(),
        new RequestLog(request -> {}));
  }

  @ParameterizedTest
  @MethodSource("endpoints")
  void everyEndpointSaysWhatItWasVerifiedAgainst(Endpoint endpoint) {
    VerifiedAgainst mark = endpoint.getClass().getAnnotation(VerifiedAgainst.class);
    if (endpoint.getClass().isAnnotationPresent(StubDecision.class)) {
      assertThat(mark).isNull();
      assertThat(endpoint.path()).startsWith("/_stub/");
      return;
    }

    assertThat(mark).isNotNull();
    assertThat(Objects.requireNonNull(mark).value()).matches("[-\\w]+/[-\\w]+@[0-9a-f]{7,40}");
  }

  static Stream<Endpoint> ownEndpoints() {
    return StubBackend.ownEndpoints(
        StubSettings.defaults(), database(), new Faults(), new RequestLog(request -> {}))
        .stream();
  }

  @ParameterizedTest
  @MethodSource("ownEndpoints")
  void everyEndpointOfTheStubsOwnSaysSo(Endpoint endpoint) {
    assertThat(endpoint.getClass().isAnnotationPresent(StubDecision.class)).isTrue();
    assertThat(endpoint.path()).startsWith("/_stub/");
  }

  @Test
  void theReadmeListsEveryEndpointWithItsEvidence() throws IOException {
    List<String> rows =
        Files.readAllLines(Path.of("README.md")).stream()
            .filter(line -> line.matches("\\| `[A-Z ]+ /.*"))
            .toList();

    List<String> starts =
        Stream.concat(
                endpoints().map(SupportTableTest::startOfRow),
                ownEndpoints().map(SupportTableTest::startOfOwnRow))
            .toList();
    assertThat(starts).allSatisfy(start -> assertThat(rows).anyMatch(row -> row.startsWith(start)));
    assertThat(rows).hasSameSizeAs(starts);
  }

  private static String startOfOwnRow(Endpoint endpoint) {
    return "| `%s %s` |".formatted(String.join(" ", endpoint.methods()), endpoint.path());
  }

  private static String startOfRow(Endpoint endpoint) {
    return "| `%s %s` | %s |"
        .formatted(
            String.join(" ", new TreeSet<>(endpoint.methods())), endpoint.path(), word(endpoint));
  }

  private static String word(Endpoint endpoint) {
    if (endpoint.getClass().isAnnotationPresent(StubDecision.class)) {
      return "own";
    }
    VerifiedAgainst mark =
        Objects.requireNonNull(endpoint.getClass().getAnnotation(VerifiedAgainst.class));
    return switch (mark.by()) {
      case READ -> "read";
      case RUN -> "run";
    };
  }
}
