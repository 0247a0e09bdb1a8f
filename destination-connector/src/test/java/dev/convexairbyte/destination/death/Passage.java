package dev.convexairbyte.destination.death;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;

/** A connection through a {@link Door}: hands bytes on in both ways, and ends as its ends do. */
final class Passage {

  private static final int BUFFER_BYTES = 16 * 1024;

  private final Socket visitor;
  private final Socket deployment;
  private Thread back = Thread.currentThread();

  private Passage(Socket visitor, Socket deployment) {
    this.visitor = visitor;
    this.deployment = deployment;
  }

  static Passage open(Socket visitor, Socket deployment) throws IOException {
    visitor.setTcpNoDelay(true);
    deployment.setTcpNoDelay(true);
    Passage passage = new Passage(visitor, deployment);
    start(passage::forth);
    passage.back = start(passage::back);
    return passage;
  }

  static Thread start(Runnable work) {
    Thread thread = new Thread(work, "door");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void forth() {
    try {
      copy(visitor.getInputStream(), deployment.getOutputStream());
    } catch (IOException e) {
      // One of the two is gone; what was sent before is on its way.
    }
    try {
      deployment.shutdownOutput();
    } catch (IOException e) {
      // It was the deployment.
    }
  }

  private void back() {
    try (visitor;
        deployment) {
      InputStream answers = deployment.getInputStream();
      try {
        copy(answers, visitor.getOutputStream());
      } catch (IOException e) {
        // Either the deployment reset the connection, or the visitor is gone.
        resetVisitor();
        answers.transferTo(OutputStream.nullOutputStream());
      }
    } catch (IOException e) {
      // The deployment has nothing more to say.
    }
  }

  private void resetVisitor() {
    try {
      visitor.setSoLinger(true, 0);
    } catch (IOException e) {
      // It is gone already.
    }
  }

  private static void copy(InputStream from, OutputStream to) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    int count = from.read(buffer);
    while (count >= 0) {
      to.write(buffer, 0, count);
      count = from.read(buffer);
    }
  }

  /** The visitor is gone. */
  void leave() {
    try {
      visitor.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until the deployment has ended the connection. */
  void await() {
    try {
      back.join();
    } catch (InterruptedException e) {
      throw new AssertionError("the deployment is never done with a request", e);
    }
  }
}
