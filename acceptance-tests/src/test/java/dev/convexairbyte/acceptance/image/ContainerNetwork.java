package dev.convexairbyte.acceptance.image;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A network of its own with a deployment in it, and nobody else. */
public final class ContainerNetwork implements AutoCloseable {

  private static final String KEY = "images|0123456789abcdef";

  private final String name;
  private final List<String> containers = new ArrayList<>();

  private ContainerNetwork(String name) {
    this.name = name;
  }

  public static ContainerNetwork create() throws IOException {
    ContainerNetwork network = new ContainerNetwork("convex-test-" + UUID.randomUUID());
    Docker.run("network", "create", network.name);
    return network;
  }

  /** The option of docker run that puts a container into the network. */
  public String option() {
    return "--network=" + name;
  }

  /**
   * Starts a deployment and waits until it is healthy.
   *
   * @param alias its host name in the network
   * @param options of docker run, such as mounts
   * @param arguments behind {@code serve}
   * @return the config that lets a connector of this network at it
   */
  public String startStub(String image, String alias, List<String> options, String... arguments)
      throws IOException {
    List<String> command =
        new ArrayList<>(List.of("run", "--detach", option(), "--network-alias", alias));
    command.add("--env=CONVEX_STUB_ADMIN_KEY=" + KEY);
    command.addAll(options);
    command.addAll(List.of(image, "serve"));
    command.addAll(List.of(arguments));
    String container = Docker.run(command.toArray(String[]::new));
    containers.add(container);
    Docker.await(container, () -> health(container).equals("healthy"));
    return "{\"deployment_url\":\"http://%s:3210\",\"access_key\":\"%s\"}".formatted(alias, KEY);
  }

  private static String health(String container) throws IOException {
    return Docker.run("inspect", "--format", "{{.State.Health.Status}}", container);
  }

  @Override
  public void close() throws IOException {
    for (String container : containers) {
      Docker.run("rm", "--force", "--volumes", container);
    }
    Docker.run("network", "rm", name);
  }
}
