package dev.convexairbyte.acceptance.testbed;

import com.github.dockerjava.api.DockerClient;
import dev.convexairbyte.acceptance.image.Images;
import dev.convexairbyte.acceptance.image.MountedFolder;
import dev.convexairbyte.testcontainers.StubContainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.Network;

/**
 * The images, in a network of their own with the deployments that they reach by name. What a test
 * gives back is emptied for the next, so there are as many deployments as tests that run at a time.
 */
public final class ImageBed implements TestBed, AutoCloseable {

  private static final int GRACE_SECONDS = 10;

  private final Queue<StubContainer> idle = new ArrayDeque<>();
  private final List<StubContainer> started = new ArrayList<>();
  private @Nullable Found found;

  /** What the first test finds, and others go on with. */
  private record Found(Images images, Network network) {}

  /** Skips the test where there is no engine or an image is missing; in CI it fails. */
  private synchronized Found found() throws IOException {
    Found here = found;
    if (here == null) {
      here = new Found(Images.found(), Network.newNetwork());
      found = here;
    }
    return here;
  }

  /** Which they are. */
  public Images images() throws IOException {
    return found().images();
  }

  @Override
  public ImageConnectors connectors(Path folder) throws IOException {
    return new ImageConnectors(
        found().images(),
        found().network().getId(),
        MountedFolder.of(folder, folder.toAbsolutePath().toString()),
        List.of());
  }

  @Override
  public ImageDeployment deployment() throws IOException {
    StubContainer stub = idleOne();
    if (stub == null) {
      stub = start(found());
    }
    StubContainer taken = stub;
    return new ImageDeployment(taken, () -> giveBack(taken));
  }

  private synchronized @Nullable StubContainer idleOne() {
    return idle.poll();
  }

  private StubContainer start(Found here) {
    StubContainer stub =
        new StubContainer(here.images().stub())
            .withAdminKey(TestDeployment.ADMIN_KEY)
            .withReadOnlyKey(TestDeployment.READ_ONLY_KEY)
            .withNetwork(here.network());
    synchronized (this) {
      started.add(stub);
      stub.withNetworkAliases("deployment-" + started.size());
    }
    stub.start();
    return stub;
  }

  private void giveBack(StubContainer stub) {
    stub.reset();
    synchronized (this) {
      idle.add(stub);
    }
  }

  @Override
  public void kill(Process program) {
    engine().killContainerCmd(ImageConnectors.containerOf(program)).exec();
  }

  /** As docker stop does: what has not ended after 10 seconds is killed. */
  @Override
  public void stop(Process program) {
    engine()
        .stopContainerCmd(ImageConnectors.containerOf(program))
        .withTimeout(GRACE_SECONDS)
        .exec();
  }

  private static DockerClient engine() {
    return DockerClientFactory.instance().client();
  }

  @Override
  public synchronized void close() {
    started.forEach(StubContainer::stop);
    if (found != null) {
      found.network().close();
    }
  }

  @Override
  public String toString() {
    return "images";
  }
}
