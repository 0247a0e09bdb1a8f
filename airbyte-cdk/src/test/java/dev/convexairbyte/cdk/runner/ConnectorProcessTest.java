package dev.convexairbyte.cdk.runner;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convexairbyte.cdk.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What only a process of its own can show: exit codes, signals and real pipes. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class ConnectorProcessTest {

  private final List<Process> processes = new ArrayList<>();

  @TempDir private Path directory;

  @AfterEach
  void end() {
    processes.forEach(Process::destroyForcibly);
  }

  @Test
  void endsAlthoughAThreadIsLeftOver() throws IOException, InterruptedException {
    Process process = start("leaves-a-thread", Map.of());

    assertThat(process.waitFor()).isZero();
    assertThat(output(process)).isEmpty();
  }

  @Test
  void tracesTheDeathOfAThreadAndEnds() throws IOException, InterruptedException {
    Process process = start("thread-dies", Map.of());

    assertThat(process.waitFor()).isEqualTo(1);
    assertThat(output(process).lines())
        .singleElement()
        .asString()
        .contains("\"type\":\"TRACE\"", "system_error", "IllegalStateException: died");
  }

  @ParameterizedTest
  @CsvSource({"read,reading", "check,checking", "discover,discovering"})
  void neverEndsWithZeroWhenItIsTerminated(String verb, String begun)
      throws IOException, InterruptedException {
    Process process = start("never-ends", verb, Map.of());
    assertThat(process.inputReader().readLine()).contains(begun);

    process.destroy();

    assertThat(process.waitFor()).isEqualTo(143);
  }

  @Test
  void deliversAnAnswerThatItHasAlsoWhenItIsTerminated() throws IOException, InterruptedException {
    Process process = start("large-catalog", "discover", Map.of());
    InputStream output = process.getInputStream();
    String begin = new String(output.readNBytes(20), UTF_8);

    // No pipe holds the rest, so the process cannot have ended by itself.
    process.toHandle().destroy();

    String line = begin + new String(output.readAllBytes(), UTF_8);
    assertThat(process.waitFor()).isZero();
    assertThat(Json.mapper().readTree(line).path("catalog").path("streams")).hasSize(10_000);
  }

  @Test
  void letsAWriteAcknowledgeWhatItHasBeforeItIsTerminated()
      throws IOException, InterruptedException {
    Process process = start("late", "write", Map.of());
    OutputStream input = process.getOutputStream();
    input.write(
        "{\"type\":\"RECORD\",\"record\":{\"stream\":\"users\",\"data\":{}}}\n".getBytes(UTF_8));
    input.flush();
    BufferedReader output = process.inputReader();
    assertThat(output.readLine()).contains("accepted");

    // The process's own destroy would close its pipes as well.
    process.toHandle().destroy();

    assertThat(process.waitFor()).isEqualTo(143);
    assertThat(output.readLine()).isEqualTo("{\"type\":\"STATE\"}");
    assertThat(output.readLine()).contains("TRACE", "transient_error", "told to stop");
    assertThat(output.readLine()).isNull();
  }

  @Test
  void endsWithOneSentenceWhenItsReaderGoesAway() throws IOException, InterruptedException {
    Process process = start("writes-on", Map.of());
    BufferedReader reader = process.inputReader();
    assertThat(reader.readLine()).contains("reading");

    reader.close();

    assertThat(process.waitFor()).isEqualTo(1);
    assertThat(new String(process.getErrorStream().readAllBytes(), UTF_8).lines())
        .singleElement()
        .asString()
        .startsWith("Tried to write to standard output but failed because it takes no more:");
  }

  @ParameterizedTest
  @CsvSource({"debug,true", "DEBUG,true", "INFO,false", "loud,false", ",false"})
  void takesItsLogLevelFromTheEnvironment(String level, boolean detail)
      throws IOException, InterruptedException {
    Process process = start("logs", level == null ? Map.of() : Map.of("LOG_LEVEL", level));

    assertThat(process.waitFor()).isZero();
    String output = output(process);
    assertThat(output.contains("\"message\":\"detail\"")).isEqualTo(detail);
    assertThat(output).contains("\"message\":\"news\"", "\"message\":\"stray\"");
  }

  private Process start(String scenario, Map<String, String> environment) throws IOException {
    return start(scenario, "read", environment);
  }

  private Process start(String scenario, String verb, Map<String, String> environment)
      throws IOException {
    Path config =
        Files.writeString(
            directory.resolve("config.json"),
            "{\"deployment_url\": \"http://x.test\", \"access_key\": \"k-77\"}");
    Path catalog =
        Files.writeString(
            directory.resolve("catalog.json"),
            "{\"streams\": [{\"stream\": {\"name\": \"users\", \"json_schema\": {},"
                + " \"supported_sync_modes\": [\"incremental\"]}, \"sync_mode\": \"incremental\","
                + " \"destination_sync_mode\": \"append\"}]}");
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            ProcessMain.class.getName(),
            scenario,
            verb,
            "--config=" + config);
    if (verb.equals("read") || verb.equals("write")) {
      builder.command().add("--catalog=" + catalog);
    }
    builder.environment().remove("LOG_LEVEL");
    builder.environment().putAll(environment);
    Process process = builder.start();
    processes.add(process);
    return process;
  }

  private static String output(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), UTF_8);
  }
}
