package dev.convexairbyte.stub;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.RequestHeaderFieldsTooLargeException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.apache.hc.core5.util.Timeout;

/** A client's connection: reads a request, has it answered, and reads the next. */
final class HttpConnection implements Runnable, AutoCloseable {

  private static final Http1Config CONFIG =
      Http1Config.custom()
          .setBufferSize(16 << 10)
          .setMaxLineLength(400_000)
          .setMaxHeaderCount(100)
          .build();

  private static final Duration LINGER = Duration.ofSeconds(1);

  private final Socket socket;
  private final HttpHandler handler;
  private final Stopping stopping;
  private final Duration requestTimeout;
  private final TimedWire wire;
  private final ResponseBuffer buffer = new ResponseBuffer();
  private boolean answering;
  private boolean closed;

  /**
   * @param requestTimeout for a request's head, and from then until its answer is known
   */
  HttpConnection(Socket socket, HttpHandler handler, Stopping stopping, Duration requestTimeout)
      throws IOException {
    this.socket = socket;
    this.handler = handler;
    this.stopping = stopping;
    socket.setTcpNoDelay(true);
    this.requestTimeout = requestTimeout;
    this.wire = new TimedWire(CONFIG, socket);
  }

  @Override
  public void run() {
    try (this) {
      boolean goOn = true;
      while (goOn && !stopping.hasBegun()) {
        goOn = answerNext();
      }
    } catch (IOException e) {
      // The client is gone, or was cut: there is nobody left to tell.
    }
  }

  private boolean answerNext() throws IOException {
    try {
      // A connection may be idle for as long as it likes, but what is begun has to come.
      if (!wire.isDataAvailable(Timeout.DISABLED)) {
        return false;
      }
      wire.setDeadline(Deadline.in(requestTimeout));
      ClassicHttpRequest head = wire.receiveRequestHeader();
      if (head == null) {
        return false;
      }
      wire.setDeadline(Deadline.in(requestTimeout));
      HttpExchange exchange = new HttpExchange(this, head);
      handler.handle(exchange);
      return exchange.keepsAlive();
    } catch (RequestHeaderFieldsTooLargeException e) {
      return refuse(HttpStatus.SC_REQUEST_HEADER_FIELDS_TOO_LARGE);
    } catch (HttpException e) {
      return refuse(HttpStatus.SC_BAD_REQUEST);
    } catch (SocketTimeoutException e) {
      return refuse(HttpStatus.SC_REQUEST_TIMEOUT);
    } finally {
      wire.setDeadline(Deadline.NONE);
      setAnswering(false);
    }
  }

  /** What is no HTTP, or does not arrive, gets the status and no more. */
  private boolean refuse(int status) throws IOException {
    BasicClassicHttpResponse response = new BasicClassicHttpResponse(status);
    response.setHeader("Content-Length", "0");
    response.setHeader("Connection", "close");
    try {
      wire.sendResponseHeader(response);
    } catch (HttpException e) {
      throw new IOException(e);
    }
    wire.flush();
    swallowRest();
    return false;
  }

  /** Bytes that nobody has read make a reset of the close, and that can overtake the answer. */
  private void swallowRest() throws IOException {
    socket.shutdownOutput();
    Deadline end = Deadline.in(LINGER);
    InputStream in = socket.getInputStream();
    byte[] rest = new byte[8 << 10];
    do {
      socket.setSoTimeout(end.socketTimeout());
    } while (in.read(rest) >= 0);
  }

  TimedWire wire() {
    return wire;
  }

  Socket socket() {
    return socket;
  }

  ResponseBuffer buffer() {
    return buffer;
  }

  Stopping stopping() {
    return stopping;
  }

  /** From when a request is there until its answer is out. Throws IOException once closed. */
  void startAnswering() throws IOException {
    if (!setAnswering(true)) {
      throw new IOException("the connection is closed");
    }
  }

  private synchronized boolean setAnswering(boolean now) {
    answering = now;
    return !closed;
  }

  synchronized void closeUnlessAnswering() {
    if (!answering) {
      close();
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    try {
      socket.close();
    } catch (IOException e) {
      // It is gone then, which is what was wanted.
    }
  }
}
