package dev.convexairbyte.stub;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.convexairbyte.stub.errors.BackendError;
import dev.convexairbyte.stub.errors.BackendException;
import dev.convexairbyte.stub.http.Query;
import dev.convexairbyte.stub.http.Request;
import dev.convexairbyte.stub.http.Response;
import dev.convexairbyte.stub.http.Router;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Between the JDK's server and the router: reads requests whole, plays faults, keeps the log. */
final class ApiHandler implements HttpHandler {

  private static final System.Logger LOGGER = System.getLogger(ApiHandler.class.getName());

  private final Router router;
  private final Faults faults;
  private final RequestLog log;

  ApiHandler(Router router, Faults faults, RequestLog log) {
    this.router = router;
    this.faults = faults;
    this.log = log;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    Request request = read(exchange);
    Optional<Fault> fault = faults.take(request.path());
    Optional<Response> instead = fault.flatMap(ApiHandler::instead);
    if (instead.isPresent()) {
      respond(exchange, request, fault, instead.get());
      return;
    }
    Response response;
    try {
      response = router.answer(request);
    } catch (RuntimeException | Error e) {
      LOGGER.log(System.Logger.Level.ERROR, "Failed to answer " + request.path(), e);
      // A bug in the stub looks to the client like one in the backend.
      respond(
          exchange,
          request,
          fault,
          Response.error(new BackendException(BackendError.INTERNAL_SERVER_ERROR)));
      if (e instanceof VirtualMachineError) {
        throw e;
      }
      return;
    }
    respond(exchange, request, fault, response);
  }

  private void respond(
      HttpExchange exchange, Request request, Optional<Fault> fault, Response response)
      throws IOException {
    boolean silent = fault.filter(Fault.DISCONNECT_BEFORE_RESPONSE::equals).isPresent();
    log.add(
        new RecordedRequest(
            request.method(), request.path(), silent ? 0 : response.status(), request.bodySize()));
    if (silent) {
      exchange.close();
      return;
    }
    send(exchange, response, fault.filter(Fault.DISCONNECT_DURING_BODY::equals).isPresent());
  }

  private static void send(HttpExchange exchange, Response response, boolean half)
      throws IOException {
    try {
      if (half) {
        Responder.sendHalf(exchange, response);
        return;
      }
      Responder.send(exchange, response);
    } catch (RuntimeException | Error e) {
      LOGGER.log(System.Logger.Level.ERROR, "Failed to write a body", e);
      // The server drops the connection for an exception, and forgets it for an error.
      throw new IOException(e);
    }
  }

  private static Request read(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new HashMap<>();
    for (Map.Entry<String, List<String>> header : exchange.getRequestHeaders().entrySet()) {
      headers.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue().get(0));
    }
    InputStream in = exchange.getRequestBody();
    byte[] body = in.readNBytes(Request.MAX_KEPT_BODY);
    long rest = in.transferTo(OutputStream.nullOutputStream());
    return new Request(
        exchange.getRequestMethod(),
        exchange.getRequestURI().getPath(),
        Query.parse(exchange.getRequestURI().getRawQuery()),
        headers,
        body,
        body.length + rest);
  }

  /** The response of a fault that keeps the request from being carried out. */
  private static Optional<Response> instead(Fault fault) {
    return switch (fault) {
      case SERVICE_UNAVAILABLE -> error(BackendError.COMMITTER_FULL);
      case TOO_MANY_REQUESTS -> error(BackendError.TOO_MANY_CONCURRENT_REQUESTS);
      case INTERNAL_SERVER_ERROR -> error(BackendError.INTERNAL_SERVER_ERROR);
      case STREAMING_EXPORT_NOT_ENABLED -> error(BackendError.STREAMING_EXPORT_NOT_ENABLED);
      case REQUEST_TIMEOUT -> Optional.of(Response.empty(408));
      case DISCONNECT_BEFORE_RESPONSE, DISCONNECT_DURING_BODY -> Optional.empty();
    };
  }

  private static Optional<Response> error(BackendError error) {
    return Optional.of(Response.error(new BackendException(error)));
  }
}
