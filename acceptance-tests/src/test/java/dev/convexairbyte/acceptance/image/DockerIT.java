package dev.convexairbyte.acceptance.image;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** No test of an image waits for ever. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DockerIT {

  private final List<String> containers = Collections.synchronizedList(new ArrayList<>());

  private Images images;

  @BeforeAll
  void find() throws Exception {
    images = Images.found();
  }

  @AfterAll
  void remove() throws Exception {
    for (String container : containers) {
      Docker.run("rm", "--force", container);
    }
  }

  @Test
  void endsACommandThatDoesNotEnd() {
    assertThatThrownBy(() -> Docker.attempt(Duration.ofSeconds(1), "events"))
        .isInstanceOf(AssertionError.class)
        .hasMessage("docker events did not end within 1 s");
  }

  @Test
  void waitsForNoContainerThatHasEnded() throws Exception {
    String container = start("--entrypoint=sh", images.stub(), "-c", "sleep 1");

    assertThatThrownBy(() -> Docker.await(container, () -> false))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("The container is exited");
  }

  @Test
  void waitsForNoContainerThatIsUnhealthy() throws Exception {
    String container =
        start(
            "--entrypoint=sh",
            "--health-cmd=false",
            "--health-interval=1s",
            "--health-retries=1",
            images.stub(),
            "-c",
            "echo here; exec sleep 1000");

    assertThatThrownBy(() -> Docker.await(container, () -> false))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("The container is running and unhealthy after ")
        .hasMessageEndingWith("it logged: here");
  }

  @Test
  void waitsNoLongerThanItSays() throws Exception {
    String container = start("--entrypoint=sleep", "--no-healthcheck", images.stub(), "1000");

    assertThatThrownBy(() -> Docker.await(Duration.ofSeconds(1), container, () -> false))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("The container is running after ");
  }

  private String start(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("run", "--detach"));
    command.addAll(List.of(arguments));
    String container = Docker.run(command.toArray(String[]::new));
    containers.add(container);
    return container;
  }
}
