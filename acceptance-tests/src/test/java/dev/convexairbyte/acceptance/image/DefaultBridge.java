package dev.convexairbyte.acceptance.image;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.NetworkInterface;

/** The network of containers that were started without a word about networks. */
public final class DefaultBridge {

  private static final String NAME = "{{index .Options \"com.docker.network.bridge.name\"}}";

  private DefaultBridge() {}

  /** Under which address such a container finds this machine. */
  public static String addressOfThisMachine() throws IOException {
    String bridge = Docker.run("network", "inspect", "bridge", "--format", NAME);
    NetworkInterface network = NetworkInterface.getByName(bridge);
    if (network == null) {
      throw new AssertionError(
          "Tried to find the engine's network but failed because this machine has no " + bridge);
    }
    return network
        .inetAddresses()
        .filter(Inet4Address.class::isInstance)
        .findFirst()
        .orElseThrow()
        .getHostAddress();
  }
}
