package dev.convexairbyte.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's "By hand": two stubs as programs, a shell's pipe, and a state file that grows. */
class ByHandIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Programs programs = Programs.ofThisCheckout();
  @TempDir private Path folder;

  @Test
  void syncsThroughAShellsPipeAndGoesOnFromTheGrownStateFile() throws Exception {
    Path penguins = programs.home().resolve("demo/data/penguins.jsonl");
    Process original = serve("--load", "penguins=" + penguins);
    Process copy = serve();
    try {
      Files.writeString(folder.resolve("source.json"), config(original));
      Files.writeString(folder.resolve("destination.json"), config(copy));
      String catalog = Files.readString(programs.home().resolve("demo/by-hand/catalog.json"));
      JsonNode both = JSON.readTree(catalog);
      ((ArrayNode) both.path("streams")).remove(0);
      Files.writeString(folder.resolve("catalog.json"), both.toString());

      assertThat(sync()).isEqualTo(344);
      assertThat(sync()).isZero();
    } finally {
      original.destroy();
      copy.destroy();
    }
    assertThat(original.waitFor(10, TimeUnit.SECONDS)).isTrue();
  }

  private Process serve(Object... more) throws Exception {
    ProcessBuilder stub = programs.stub("serve", "--port", "0", "--site-port", "0");
    for (Object argument : more) {
      stub.command().add(argument.toString());
    }
    return stub.redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** From the one line that a stub prints when it is ready. */
  private static String config(Process stub) throws Exception {
    BufferedReader ready = stub.inputReader();
    JsonNode where = JSON.readTree(ready.readLine());
    return JSON.createObjectNode()
        .put("deployment_url", where.path("url").asText())
        .put("access_key", where.path("adminKey").asText())
        .toString();
  }

  /** Runs the README's command and counts the records that its states vouch for. */
  private long sync() throws Exception {
    Path bin = programs.home().resolve("bin");
    String command =
        "%s/source-convex read --config source.json --catalog catalog.json --state state.jsonl |"
            + " %s/destination-convex write --config destination.json --catalog catalog.json |"
            + " tee -a state.jsonl";
    return ShellSync.run(command.formatted(bin, bin), folder);
  }
}
