package dev.convexairbyte.stub;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpServerConnection;
import org.apache.hc.core5.http.impl.io.SocketHolder;

/** HTTP on a socket that waits for bytes until a deadline, then throws SocketTimeoutException. */
final class TimedWire extends DefaultBHttpServerConnection {

  private Deadline deadline = Deadline.NONE;

  TimedWire(Http1Config config, Socket socket) throws IOException {
    super("http", config);
    bind(
        new SocketHolder(socket) {
          @Override
          protected InputStream getInputStream(Socket from) throws IOException {
            return new TimedInput(from);
          }
        });
  }

  Deadline deadline() {
    return deadline;
  }

  /** For all reads from now on. */
  void setDeadline(Deadline end) {
    deadline = end;
  }

  /** However few bytes come at a time, they do not put the deadline off. */
  private final class TimedInput extends FilterInputStream {

    private final Socket socket;

    TimedInput(Socket socket) throws IOException {
      super(socket.getInputStream());
      this.socket = socket;
    }

    @Override
    public int read() throws IOException {
      socket.setSoTimeout(deadline.socketTimeout());
      return super.read();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      socket.setSoTimeout(deadline.socketTimeout());
      return super.read(bytes, offset, length);
    }
  }
}
