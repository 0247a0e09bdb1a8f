package dev.convexairbyte.testcontainers;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.containers.output.OutputFrame.OutputType;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;

/**
 * Waits until the stub answers {@code /version}. One that has ended, as it does over a file or an
 * option that it does not take, is not waited for.
 */
final class StubAnswers extends AbstractWaitStrategy {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final long PAUSE_NANOS = 50_000_000;

  private final int port;

  StubAnswers(int port) {
    this.port = port;
  }

  @Override
  protected void waitUntilReady() {
    long started = System.nanoTime();
    while (!answers()) {
      if (!waitStrategyTarget.isRunning()) {
        throw new ContainerLaunchException(lastWords());
      }
      if (System.nanoTime() - started > startupTimeout.toNanos()) {
        throw new ContainerLaunchException(
            "Tried to start the stub but failed because it did not answer within %d s; give it longer with withStartupTimeout."
                .formatted(startupTimeout.toSeconds()));
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private boolean answers() {
    try {
      URI version =
          URI.create(
              "http://%s:%d/version"
                  .formatted(waitStrategyTarget.getHost(), waitStrategyTarget.getMappedPort(port)));
      return HTTP.send(
                  HttpRequest.newBuilder(version).timeout(PATIENCE).build(),
                  BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException | IllegalArgumentException e) {
      // Nobody listens yet, or any more: then the port is not published either.
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ContainerLaunchException(
          "Tried to start the stub but failed because the test was interrupted; give it more time.",
          e);
    }
  }

  private String lastWords() {
    String words = waitStrategyTarget.getLogs(OutputType.STDERR).strip();
    return words.isEmpty()
        ? "Tried to start the stub but failed because it ended without a word; look at its log."
        : words;
  }
}
