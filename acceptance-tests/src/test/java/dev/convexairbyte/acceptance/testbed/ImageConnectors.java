package dev.convexairbyte.acceptance.testbed;

import dev.convexairbyte.acceptance.Connectors;
import dev.convexairbyte.acceptance.image.Images;
import dev.convexairbyte.acceptance.image.MountedFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.testcontainers.DockerClientFactory;

/**
 * The connectors' images, each run in a container of its own.
 *
 * @param network its id or name
 * @param files where they are on this machine, too
 * @param options further ones of docker run
 */
public record ImageConnectors(
    Images images, String network, MountedFolder files, List<String> options)
    implements Connectors {

  private static final String NAME = "--name=";

  @Override
  public ProcessBuilder source(Object... arguments) {
    return program(images.source(), arguments);
  }

  @Override
  public ProcessBuilder destination(Object... arguments) {
    return program(images.destination(), arguments);
  }

  /** The same with further options of docker run. */
  public ImageConnectors with(String... more) {
    List<String> all = new ArrayList<>(options);
    all.addAll(List.of(more));
    return new ImageConnectors(images, network, files, all);
  }

  private ProcessBuilder program(String image, Object... arguments) {
    List<String> run = new ArrayList<>();
    run.add(NAME + "convex-test-" + UUID.randomUUID());
    run.add("--network=" + network);
    run.add(files.option());
    // Without a value: that of the process that is started here, where it has one.
    run.add("--env=JAVA_OPTS");
    run.add("--env=LOG_LEVEL");
    // By these Testcontainers knows at the end what a broken test has left behind.
    DockerClientFactory.DEFAULT_LABELS.forEach(
        (label, value) -> run.add("--label=%s=%s".formatted(label, value)));
    run.add(
        "--label=%s=%s"
            .formatted(
                DockerClientFactory.TESTCONTAINERS_SESSION_ID_LABEL,
                DockerClientFactory.SESSION_ID));
    run.addAll(options);
    List<String> command = new ArrayList<>();
    for (Object argument : arguments) {
      if (argument instanceof Path file) {
        share(file);
      }
      command.add(argument.toString());
    }
    return Images.run(run, image, command.toArray(String[]::new));
  }

  /** The user of the container is another than that of the test. */
  private static void share(Path file) {
    try {
      if (Files.exists(file)) {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The name of the container of a program that runs. */
  public static String containerOf(Process program) {
    return Arrays.stream(program.info().arguments().orElse(new String[0]))
        .filter(argument -> argument.startsWith(NAME))
        .map(argument -> argument.substring(NAME.length()))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("The program does not run any more"));
  }
}
