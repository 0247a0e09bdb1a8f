package dev.convexairbyte.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.convexairbyte.client.RecordingServer.Reply;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;

/** Answers to play back. */
final class Replies {

  private Replies() {}

  static Reply json(String body) {
    return status(200, body);
  }

  static Reply empty() {
    return status(200, "");
  }

  static Reply status(int status, String body, String... headers) {
    return bytes(head(status, body.getBytes(UTF_8).length, headers), body.getBytes(UTF_8));
  }

  static Reply bytes(String head, byte[] body) {
    return socket -> {
      socket.getOutputStream().write(head.getBytes(UTF_8));
      socket.getOutputStream().write(body);
    };
  }

  /** The head announces the whole body, and after some bytes of it the connection ends. */
  static Reply truncated(String body, int bytes) {
    return socket -> {
      byte[] whole = body.getBytes(UTF_8);
      bytes(head(200, whole.length), Arrays.copyOf(whole, bytes)).send(socket);
      socket.close();
    };
  }

  /** Sends the first part, and the second when the latch opens. */
  static Reply inTwoParts(String first, CountDownLatch between, String second) {
    return socket -> {
      bytes(head(200, (first + second).getBytes(UTF_8).length), first.getBytes(UTF_8)).send(socket);
      try {
        between.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      socket.getOutputStream().write(second.getBytes(UTF_8));
    };
  }

  static Reply reset() {
    return socket -> {
      socket.setSoLinger(true, 0);
      socket.close();
    };
  }

  static Reply silence() {
    return socket -> {};
  }

  static String head(int status, int length, String... headers) {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Reason\r\n");
    head.append("Content-Type: application/json\r\nContent-Length: " + length + "\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    return head.append("\r\n").toString();
  }
}
