package dev.convexairbyte.acceptance.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import dev.convexairbyte.acceptance.Connection;
import dev.convexairbyte.acceptance.testbed.ImageBed;
import dev.convexairbyte.acceptance.testbed.ImageConnectors;
import dev.convexairbyte.acceptance.testbed.OnImages;
import dev.convexairbyte.acceptance.testbed.TestDeployment;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testcontainers.DockerClientFactory;

/** A container of 256 MB is enough, whatever there is to copy. */
@OnImages
@Timeout(600)
class MemoryIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CATALOG =
      """
      {"streams":[{"stream":{"name":"events","json_schema":{},"supported_sync_modes":["full_refresh"]},
       "sync_mode":"full_refresh","destination_sync_mode":"append"}]}""";

  @Parameter private ImageBed bed;
  @TempDir private Path folder;

  /** What a program left: the records that its output speaks of, and how its container ended. */
  private record Ending(long records, ContainerState state) {}

  @ParameterizedTest(name = "{0} records of {1} bytes")
  @CsvSource({"1000000, 100", "400, 1000000"})
  void isEnoughToWriteAndToRead(int records, int bytes) throws Exception {
    ImageConnectors connectors = bed.connectors(folder).with("--memory=256m", "--memory-swap=256m");
    try (TestDeployment deployment = bed.deployment()) {
      Connection connection = Connection.between(deployment.config(), deployment.config(), folder);
      Files.writeString(connection.catalog(), CATALOG);

      Ending write =
          run(
              connectors.destination(
                  "write",
                  "--config",
                  connection.destinationConfig(),
                  "--catalog",
                  connection.catalog()),
              records,
              "x".repeat(bytes));

      assertEndedWell(write, records);

      Ending read =
          run(
              connectors.source(
                  "read", "--config", connection.sourceConfig(), "--catalog", connection.catalog()),
              0,
              "");

      assertEndedWell(read, records);
    }
  }

  private static void assertEndedWell(Ending ending, int records) {
    assertThat(ending.state().getOOMKilled()).isFalse();
    assertThat(ending.state().getExitCodeLong()).isZero();
    assertThat(ending.records()).isEqualTo(records);
  }

  /** Runs a program to its end, over so many records. */
  private static Ending run(ProcessBuilder program, int records, String text) throws Exception {
    // What is removed at its end cannot be asked how it ended.
    program.command().remove("--rm");
    Process process = program.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String container = ImageConnectors.containerOf(process);
    DockerClient engine = DockerClientFactory.instance().client();
    try {
      CompletableFuture<Void> fed =
          CompletableFuture.runAsync(
              () -> feed(process, records, text), task -> new Thread(task, "feeder").start());
      long counted = count(process);
      fed.get();
      process.waitFor();
      return new Ending(counted, engine.inspectContainerCmd(container).exec().getState());
    } finally {
      engine.removeContainerCmd(container).withForce(true).exec();
    }
  }

  private static void feed(Process process, int records, String text) {
    try (BufferedWriter input = process.outputWriter()) {
      for (int number = 0; number < records; number++) {
        input.write("{\"type\":\"RECORD\",\"record\":{\"stream\":\"events\",\"data\":{\"number\":");
        input.write(Integer.toString(number));
        input.write(",\"text\":\"");
        input.write(text);
        input.write("\"},\"emitted_at\":1}}\n");
      }
      if (records > 0) {
        input.write(
            "{\"type\":\"STATE\",\"state\":{\"type\":\"STREAM\",\"stream\":{\"stream_descriptor\":{\"name\":\"events\"},\"stream_state\":{}}}}\n");
      }
    } catch (IOException e) {
      // It has ended before its input: how, the container tells.
      return;
    }
  }

  /** RECORD lines, and those that STATE lines say are written. */
  private static long count(Process process) throws IOException {
    long counted = 0;
    try (BufferedReader output = process.inputReader()) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (line.startsWith("{\"type\":\"RECORD\"")) {
          counted++;
        } else {
          JsonNode state = JSON.readTree(line).path("state");
          counted += state.path("destinationStats").path("recordCount").asLong();
        }
      }
    }
    return counted;
  }
}
