package dev.convexairbyte.stub;

import dev.convexairbyte.stub.http.EveryRequest;
import dev.convexairbyte.stub.http.VerifiedAgainst;
import dev.convexairbyte.stub.routing.Response;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.apache.hc.core5.http.message.BasicHeader;

/**
 * The response of an HTTP action on its way; each write goes out at once. Mirrors
 * get-convex/convex-backend, crates/isolate/src/environment/action/mod.rs.
 */
@EveryRequest(
    "HTTP actions: the response, chunk by chunk; a chunk that would make it longer than 20 MiB is dropped")
@VerifiedAgainst(
    value = VerifiedAgainst.BACKEND_SOURCE,
    by = VerifiedAgainst.Evidence.READ,
    inferred = {
      "a body of which the length was announced and not kept ends with the connection",
      "a response without a body comes in chunks, of which there are none"
    })
final class ActionOutput extends OutputStream {

  /** As much of a body as the backend sends. */
  static final long LIMIT = 20 << 20;

  private static final System.Logger LOGGER = System.getLogger(ActionOutput.class.getName());
  private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private static final Set<Integer> BODILESS = Set.of(204, 304);
  private static final Set<String> OWN_HEADERS =
      Set.of("connection", "content-length", "keep-alive", "transfer-encoding", "upgrade");

  private final OutputStream out;
  private final ResponseBuffer buffer;
  private final boolean chunked;
  private final long announced;
  private long sent;
  private boolean clientIsGone;

  private ActionOutput(
      OutputStream out, ResponseBuffer buffer, boolean chunked, OptionalLong announced) {
    this.out = out;
    this.buffer = buffer;
    this.chunked = chunked;
    this.announced = announced.orElse(Long.MAX_VALUE);
    buffer.clear();
  }

  /** Sends the response. An IOException means that the connection cannot go on. */
  static void send(Response response, HttpExchange exchange, ResponseBuffer buffer)
      throws IOException {
    OptionalLong length = announcedLength(response);
    boolean bodiless = BODILESS.contains(response.status());
    OutputStream socket =
        exchange.start(
            head(response),
            bodiless ? Optional.empty() : Optional.of(framing(length, exchange.knowsChunks())));
    if (bodiless || exchange.isHead()) {
      return;
    }
    boolean chunked = length.isEmpty() && exchange.knowsChunks();
    ActionOutput body = new ActionOutput(socket, buffer, chunked, length);
    body.write(response);
    body.end();
  }

  /** What the action itself says of the length counts, right or wrong. */
  private static OptionalLong announcedLength(Response response) {
    return response
        .headers()
        .get("Content-Length")
        .filter(text -> text.matches("\\d{1,18}"))
        .map(text -> OptionalLong.of(Long.parseLong(text)))
        .orElse(response.length());
  }

  /** Without what is for the connection, which is the stub's own. */
  private static BasicClassicHttpResponse head(Response response) {
    BasicClassicHttpResponse head = new BasicClassicHttpResponse(response.status());
    response.headers().all().stream()
        .filter(header -> !OWN_HEADERS.contains(header.name()))
        .forEach(header -> head.addHeader(header.name(), header.value()));
    return head;
  }

  private static Header framing(OptionalLong length, boolean knowsChunks) {
    if (length.isPresent()) {
      return new BasicHeader("Content-Length", Long.toString(length.getAsLong()));
    }
    return knowsChunks
        ? new BasicHeader("Transfer-Encoding", "chunked")
        : new BasicHeader("Connection", "close");
  }

  private void write(Response response) throws IOException {
    try {
      response.writeTo(this);
    } catch (Exception | Error e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      if (clientIsGone) {
        throw new IOException(e);
      }
      LOGGER.log(
          System.Logger.Level.WARNING, "An HTTP action failed after its response had begun", e);
    }
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (sent + length > LIMIT) {
      LOGGER.log(
          System.Logger.Level.WARNING,
          "HttpResponseTooLarge: a chunk was dropped that would have made a response of more than 20 MiB");
      return;
    }
    int allowed = (int) Math.min(length, announced - sent);
    try {
      if (chunked) {
        writeChunks(bytes, offset, allowed);
      } else {
        out.write(bytes, offset, allowed);
      }
    } catch (IOException e) {
      clientIsGone = true;
      throw e;
    }
    sent += allowed;
  }

  private void writeChunks(byte[] bytes, int offset, int length) throws IOException {
    int next = offset;
    while (next < offset + length) {
      next += buffer.fill(bytes, next, offset + length - next);
      buffer.writeChunkTo(out);
    }
  }

  private void end() throws IOException {
    if (chunked) {
      out.write(LAST_CHUNK);
      return;
    }
    if (announced != Long.MAX_VALUE && sent < announced) {
      throw new IOException("the body is shorter than announced");
    }
  }
}
