package dev.convexairbyte.destination.death;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * The way of one attempt to the deployment. Who is behind a shut door is a process that has ended:
 * of its requests only those that were sent whole are carried out.
 */
final class Door {

  private final URI deployment;
  private final ServerSocket server;
  private final List<Passage> passages = new ArrayList<>();
  private boolean isShut;

  private Door(URI deployment, ServerSocket server) {
    this.deployment = deployment;
    this.server = server;
  }

  static Door to(URI deployment) {
    try {
      Door door = new Door(deployment, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
      Passage.start(door::accept);
      return door;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String url() {
    return "http://127.0.0.1:" + server.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        enter(server.accept());
      }
    } catch (IOException e) {
      // The door is shut.
    }
  }

  private synchronized void enter(Socket visitor) throws IOException {
    if (isShut) {
      visitor.close();
      return;
    }
    passages.add(Passage.open(visitor, new Socket(deployment.getHost(), deployment.getPort())));
  }

  /** Lets nobody and nothing in any more; does not wait. */
  synchronized void shut() {
    isShut = true;
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    passages.forEach(Passage::leave);
  }

  /** Shuts it and waits until the deployment is done with all that came in. */
  void close() {
    shut();
    for (Passage passage : passages) {
      passage.await();
    }
  }
}
