package dev.convexairbyte.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The stub as a program with the jar of the example application, called with curl. */
class ExampleAppIT {

  private final Programs programs = Programs.ofThisCheckout();

  @BeforeAll
  static void findCurl() throws Exception {
    boolean found = new ProcessBuilder("sh", "-c", "command -v curl").start().waitFor() == 0;
    assumeTrue(found, "call.sh needs curl, and it is missing");
  }

  @Test
  void answersTheCommandsOfTheDocumentation() throws Exception {
    Path examples = programs.home().resolve("backend-stub/examples");
    Process stub = serve(examples.resolve("target/example-app.jar"));
    try {
      BufferedReader ready = stub.inputReader();
      JsonNode where = new ObjectMapper().readTree(ready.readLine());
      Process script =
          new ProcessBuilder(
                  "sh",
                  examples.resolve("call.sh").toString(),
                  where.path("url").asText(),
                  where.path("siteUrl").asText())
              .redirectErrorStream(true)
              .start();
      String output = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(script.waitFor()).as(output).isZero();
      assertThat(output).contains("Sent via HTTP action: Hello world");
    } finally {
      stub.destroy();
    }
    assertThat(stub.waitFor(10, TimeUnit.SECONDS)).isTrue();
  }

  private Process serve(Path app) throws Exception {
    return programs
        .stub("serve", "--port", "0", "--site-port", "0", "--app", app.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
