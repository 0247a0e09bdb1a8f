package dev.convexairbyte.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.convexairbyte.stub.StubBackend;
import dev.convexairbyte.stub.junit.StubExtension;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs call.sh, whose commands are those of Convex's documentation. */
class CallExampleTest {

  @RegisterExtension private final StubExtension extension = StubExtension.with(new ExampleApp());

  @BeforeAll
  static void findCurl() throws Exception {
    boolean found = new ProcessBuilder("sh", "-c", "command -v curl").start().waitFor() == 0;
    if ("true".equals(System.getenv("CI"))) {
      assertThat(found).as("CI has curl").isTrue();
    }
    assumeTrue(found, "examples/call.sh needs curl, and it is missing");
  }

  @Test
  void theCommandsOfTheDocumentationWork(StubBackend stub) throws Exception {
    Process script =
        new ProcessBuilder("sh", "call.sh", stub.url().toString(), stub.siteUrl().toString())
            .redirectErrorStream(true)
            .start();
    String output =
        new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();

    assertThat(script.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(script.exitValue()).as(output).isZero();
    List<String> answers = output.lines().toList();
    assertThat(answers).hasSize(6);
    assertThat(answers.get(0))
        .startsWith("{\"status\":\"success\",\"value\":[{")
        .contains("Sent via HTTP action: Hello world");
    assertThat(answers.get(1)).isEqualTo(answers.get(0));
    assertThat(answers.get(2)).startsWith("{\"status\":\"success\",\"value\":\"");
    assertThat(answers.get(3)).contains("User 234").doesNotContain("User 123");
    assertThat(answers.get(4)).isEqualTo(answers.get(3));
    assertThat(answers.get(5)).isEqualTo("Hello world");
    assertThat(stub.documents("messages")).hasSize(2);
  }
}
