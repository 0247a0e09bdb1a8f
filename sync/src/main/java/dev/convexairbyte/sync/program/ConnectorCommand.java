package dev.convexairbyte.sync.program;

import dev.convexairbyte.cdk.failure.ConnectorException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * How a connector is started. In its words {@code {job}} stands for the folder with the files that
 * it is given: a container has to be told of it.
 */
public record ConnectorCommand(List<String> words) {

  private static final String JOB = "{job}";

  private static final Set<String> CONTAINER_ENGINES = Set.of("docker", "podman", "nerdctl");

  /**
   * A command as it is typed in a shell, with quotes and backslashes and nothing else of a shell.
   *
   * @throws ConnectorException a config error
   */
  public static ConnectorCommand parse(String option, String text) {
    List<String> words = ShellWords.of(text);
    if (words.isEmpty()) {
      throw refused(option, "it has no program or a quotation that does not end", "check it");
    }
    boolean isContainer =
        CONTAINER_ENGINES.contains(String.valueOf(Path.of(words.get(0)).getFileName()))
            && words.contains("run");
    if (isContainer && words.stream().noneMatch(word -> word.contains(JOB))) {
      throw refused(
          option,
          "the container would not see the files of the sync",
          "add -v {job}:{job}:ro to the options of run");
    }
    return new ConnectorCommand(words);
  }

  /** An image of a connector, run by Docker. */
  public static ConnectorCommand ofImage(String image) {
    List<String> words =
        new ArrayList<>(List.of("docker", "run", "--rm", "--interactive", "--init"));
    // Docker would keep a copy of every record that the connector prints.
    words.addAll(List.of("--log-driver", "none"));
    words.addAll(List.of("--volume", JOB + ":" + JOB + ":ro", image));
    return new ConnectorCommand(words);
  }

  /** The words to start it with. */
  List<String> with(Path job, List<String> arguments) {
    List<String> all = new ArrayList<>();
    words.forEach(word -> all.add(word.replace(JOB, job.toString())));
    all.addAll(arguments);
    return all;
  }

  private static ConnectorException refused(String option, String reason, String remedy) {
    return ConnectorException.config(
        "Tried to use the command of %s but failed because %s; %s."
            .formatted(option, reason, remedy));
  }
}
