package dev.convexairbyte.benchmarks;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Sends as many bytes as it is asked for, from memory: what the machine can do at best. */
final class PlainServer implements AutoCloseable {

  private static final int CHUNK = 64 << 10;

  private final ServerSocket server;

  private PlainServer(ServerSocket server) {
    this.server = server;
  }

  static PlainServer start() throws IOException {
    PlainServer plain = new PlainServer(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
    Thread thread = new Thread(plain::serve, "plain");
    thread.setDaemon(true);
    thread.start();
    return plain;
  }

  int port() {
    return server.getLocalPort();
  }

  private void serve() {
    byte[] memory = new byte[CHUNK];
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        OutputStream out = socket.getOutputStream();
        long left = new DataInputStream(socket.getInputStream()).readLong();
        while (left > 0) {
          int part = (int) Math.min(CHUNK, left);
          out.write(memory, 0, part);
          left -= part;
        }
      } catch (IOException e) {
        // The client has gone, or the server is closed: the next turn of the loop tells.
      }
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
