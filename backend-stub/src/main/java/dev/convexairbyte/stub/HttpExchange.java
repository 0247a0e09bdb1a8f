package dev.convexairbyte.stub;

import dev.convexairbyte.stub.faults.Failure.Ending;
import dev.convexairbyte.stub.files.Incoming;
import dev.convexairbyte.stub.http.Query;
import dev.convexairbyte.stub.http.Request;
import dev.convexairbyte.stub.http.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpVersion;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.apache.hc.core5.http.protocol.HttpDateGenerator;
import org.jspecify.annotations.Nullable;

/** One request and its answer, which may also be none. */
final class HttpExchange {

  private static final String UNFRAMED = "a body that is not framed as HTTP wants it";

  private final HttpConnection connection;
  private final ClassicHttpRequest head;
  private final String target;
  private boolean keepsAlive;

  HttpExchange(HttpConnection connection, ClassicHttpRequest head) {
    this.connection = connection;
    this.head = head;
    // Bytes come as characters; clients that do not encode their query send UTF-8.
    String raw = head.getRequestUri();
    this.target =
        originForm(new String(raw.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
  }

  /** Proxies are asked for whole URLs. */
  private static String originForm(String target) {
    int authority = target.startsWith("/") ? -1 : target.indexOf("://");
    if (authority < 0) {
      return target;
    }
    int path = target.indexOf('/', authority + 3);
    return path < 0 ? "/" : target.substring(path);
  }

  /** The path of the request, not decoded: routes are compared as they came. */
  String path() {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  /** Path and query as they came, decoded as UTF-8 and no further. */
  String target() {
    return target;
  }

  /** When the answer must be known. */
  Deadline deadline() {
    return connection.wire().deadline();
  }

  /**
   * Reads the request to its end, as the client may not listen before. Throws HttpException where
   * it is none, SocketTimeoutException where it does not arrive in time.
   */
  Request read() throws IOException, HttpException {
    return read(head -> Optional.empty());
  }

  /**
   * Reads the request to its end like the other.
   *
   * @param incoming where the body of a request goes, if not into memory
   */
  Request read(Function<Request, Optional<Incoming>> incoming) throws IOException, HttpException {
    Request request = request(new byte[0], 0);
    Optional<Incoming> elsewhere = incoming.apply(request);
    if (elsewhere.isEmpty()) {
      return readIntoMemory();
    }
    try {
      return receive(request, elsewhere.get());
    } catch (IOException | HttpException | RuntimeException e) {
      elsewhere.get().close();
      throw e;
    }
  }

  private Request receive(Request request, Incoming incoming) throws IOException, HttpException {
    try (InputStream body = body()) {
      incoming.receive(body);
      connection.startAnswering();
      return request.with(incoming);
    } catch (MalformedChunkCodingException | MessageConstraintException e) {
      throw new HttpException(UNFRAMED, e);
    }
  }

  private Request readIntoMemory() throws IOException, HttpException {
    try (InputStream body = body()) {
      byte[] kept = body.readNBytes(Request.MAX_KEPT_BODY);
      long rest = body.transferTo(OutputStream.nullOutputStream());
      connection.startAnswering();
      return request(kept, kept.length + rest);
    } catch (MalformedChunkCodingException | MessageConstraintException e) {
      throw new HttpException(UNFRAMED, e);
    }
  }

  private Request request(byte[] body, long bodySize) {
    int query = target.indexOf('?');
    return new Request(
        head.getMethod(),
        path(),
        Query.parse(query < 0 ? null : target.substring(query + 1)),
        headers(),
        body,
        bodySize);
  }

  private Map<String, List<String>> headers() {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (Header header : head.getHeaders()) {
      headers
          .computeIfAbsent(header.getName().toLowerCase(Locale.ROOT), name -> new ArrayList<>(1))
          .add(header.getValue());
    }
    return headers;
  }

  private InputStream body() throws IOException, HttpException {
    TimedWire wire = connection.wire();
    @Nullable Header expect = head.getFirstHeader("Expect");
    if (expect != null && expect.getValue().equalsIgnoreCase("100-continue")) {
      wire.sendResponseHeader(new BasicClassicHttpResponse(100));
      wire.flush();
    }
    wire.receiveRequestEntity(head);
    @Nullable HttpEntity entity = head.getEntity();
    return entity == null ? InputStream.nullInputStream() : entity.getContent();
  }

  /** Whether another request may follow on the connection. */
  boolean keepsAlive() {
    return keepsAlive;
  }

  boolean isHead() {
    return head.getMethod().equals("HEAD");
  }

  /** Whether the client knows chunks; to others a body of unknown length ends with the line. */
  boolean knowsChunks() {
    return head.getVersion() == null || head.getVersion().greaterEquals(HttpVersion.HTTP_1_1);
  }

  /** Sends all of it. An IOException means that the client is gone. */
  void send(Response response) throws IOException {
    ResponseOutput out = new ResponseOutput(this, connection.buffer(), response);
    response.writeBody(out);
    out.end();
  }

  /** Sends the answer of an HTTP action. An IOException means that the connection cannot go on. */
  void send(dev.convexairbyte.stub.routing.Response response) throws IOException {
    ActionOutput.send(response, this, connection.buffer());
  }

  /** Announces all of it, sends half and ends the connection. */
  void sendHalf(Response response, Ending ending) throws IOException {
    long size = size(response);
    ResponseOutput out = new ResponseOutput(this, connection.buffer(), response);
    out.announce(size);
    response.writeBody(new LimitedOutput(out, size / 2));
    out.push();
    end(ending);
  }

  /** Sends half as if it were all. */
  void sendTruncated(Response response) throws IOException {
    long half = size(response) / 2;
    ResponseOutput out = new ResponseOutput(this, connection.buffer(), response);
    response.writeBody(new LimitedOutput(out, half));
    out.end();
  }

  /** Sends all of it in small pieces, over so long. */
  void sendSlowly(Response response, Duration time) throws IOException {
    long size = size(response);
    ResponseOutput out = new ResponseOutput(this, connection.buffer(), response);
    out.announce(size);
    response.writeBody(new SlowOutput(out, size, time, connection.stopping()));
    out.end();
  }

  private static long size(Response response) throws IOException {
    LimitedOutput measure = new LimitedOutput(OutputStream.nullOutputStream(), 0);
    response.writeBody(measure);
    return measure.written();
  }

  /** Ends the connection, for the client to see as if the server had died or had no more to say. */
  void end(Ending ending) throws IOException {
    keepsAlive = false;
    if (ending == Ending.RESET) {
      connection.socket().setSoLinger(true, 0);
    }
    connection.close();
  }

  /** Writes status and headers; what the supplier says of the body decides what comes after. */
  OutputStream start(Response response, Supplier<Header> framing) throws IOException {
    BasicClassicHttpResponse start = new BasicClassicHttpResponse(response.status());
    response.contentType().ifPresent(type -> start.setHeader("Content-Type", type));
    response.headers().forEach(header -> start.addHeader(header.name(), header.value()));
    return start(start, Optional.of(framing.get()));
  }

  /**
   * Writes a status and headers.
   *
   * @param framing how the client knows where the body ends; empty where the status has none
   */
  OutputStream start(BasicClassicHttpResponse start, Optional<Header> framing) throws IOException {
    // Clients measure by it how far behind they are.
    start.setHeader("Date", HttpDateGenerator.INSTANCE.getCurrentDate());
    framing.ifPresent(start::setHeader);
    keepsAlive =
        wantsToGoOn() && framing.filter(frame -> frame.getName().equals("Connection")).isEmpty();
    if (!keepsAlive) {
      start.setHeader("Connection", "close");
    } else if (!knowsChunks()) {
      start.setHeader("Connection", "keep-alive");
    }
    try {
      connection.wire().sendResponseHeader(start);
    } catch (HttpException e) {
      throw new IOException(e);
    }
    connection.wire().flush();
    return connection.socket().getOutputStream();
  }

  private boolean wantsToGoOn() {
    @Nullable Header asked = head.getFirstHeader("Connection");
    String words = asked == null ? "" : asked.getValue().toLowerCase(Locale.ROOT);
    return knowsChunks() ? !words.contains("close") : words.contains("keep-alive");
  }
}
