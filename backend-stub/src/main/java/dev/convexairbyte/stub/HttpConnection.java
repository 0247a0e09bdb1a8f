package dev.convexairbyte.stub;

import java.io.IOException;
import java.net.Socket;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.RequestHeaderFieldsTooLargeException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpServerConnection;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;

/** A client's connection: reads a request, has it answered, and reads the next. */
final class HttpConnection implements Runnable, AutoCloseable {

  private static final Http1Config CONFIG =
      Http1Config.custom()
          .setBufferSize(16 << 10)
          .setMaxLineLength(400_000)
          .setMaxHeaderCount(100)
          .build();

  private final Socket socket;
  private final HttpHandler handler;
  private final Stopping stopping;
  private final DefaultBHttpServerConnection wire;
  private final ResponseBuffer buffer = new ResponseBuffer();
  private boolean answering;
  private boolean closed;

  HttpConnection(Socket socket, HttpHandler handler, Stopping stopping) throws IOException {
    this.socket = socket;
    this.handler = handler;
    this.stopping = stopping;
    socket.setTcpNoDelay(true);
    this.wire = new DefaultBHttpServerConnection("http", CONFIG);
    wire.bind(socket);
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
      ClassicHttpRequest head = wire.receiveRequestHeader();
      if (head == null) {
        return false;
      }
      HttpExchange exchange = new HttpExchange(this, head);
      handler.handle(exchange);
      return exchange.keepsAlive();
    } catch (RequestHeaderFieldsTooLargeException e) {
      return refuse(HttpStatus.SC_REQUEST_HEADER_FIELDS_TOO_LARGE);
    } catch (HttpException e) {
      return refuse(HttpStatus.SC_BAD_REQUEST);
    } finally {
      setAnswering(false);
    }
  }

  /** What is no HTTP gets the status and no more. */
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
    return false;
  }

  DefaultBHttpServerConnection wire() {
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
