package dev.convexairbyte.stub.datasync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class DataSyncErrorsTest {

  private static final SyncLimits LIMITS = new SyncLimits(3, 1 << 20, 6);

  @ParameterizedTest(name = "{0} {2} as {3}: {4}")
  @CsvFileSource(resources = "errors.csv", delimiter = '|', numLinesToSkip = 1)
  void answersWithTheFirstErrorInTheOrderOfChecks(
      String method, String path, String argument, String key, String expected) {
    Deployment deployment = new Deployment(LIMITS, new byte[] {1}, 7, !key.startsWith("noPlan"));
    boolean get = method.equals("GET");
    String sent = argument == null ? "" : argument.replace('\'', '"');

    Deployment.Answer answer =
        deployment.send(
            method,
            path,
            get ? sent : "",
            get ? "" : sent,
            Map.of("authorization", authorization(key)));

    assertThat(answer.error()).isEqualTo(expected);
  }

  /** An actor is a user's attributes, as base64 of JSON, behind the key. */
  private static String authorization(String key) {
    return switch (key) {
      case "admin", "noPlan" -> Deployment.KEY;
      case "reader" -> "Convex dev|reader";
      case "importer" -> "Convex dev|importer";
      case "actor" -> Deployment.KEY + ":e30=";
      case "wrong", "noPlanWrong" -> "Convex dev|wrong";
      case "nobody", "noPlanNobody" -> "";
      default -> throw new IllegalArgumentException(key);
    };
  }
}
