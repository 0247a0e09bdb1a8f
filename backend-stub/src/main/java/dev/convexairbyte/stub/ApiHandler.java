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
    try (exchange) {
      Request request = read(exchange);
      Optional<Fault> fault = faults.take(request.path());
      Response response = fault.flatMap(ApiHandler::instead).orElseGet(() -> answer(request));
      boolean silent = fault.filter(Fault.DISCONNECT_BEFORE_RESPONSE::equals).isPresent();
      log.add(
          new RecordedRequest(
              request.method(),
              request.path(),
              silent ? 0 : response.status(),
              request.bodySize()));
      if (!silent) {
        boolean whole = fault.filter(Fault.DISCONNECT_DURING_BODY::equals).isEmpty();
        write(exchange, response, whole ? response.bodySize() : response.bodySize() / 2);
      }
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

  /** A bug in the stub looks to the client like one in the backend. */
  private Response answer(Request request) {
    try {
      return router.answer(request);
    } catch (RuntimeException e) {
      LOGGER.log(System.Logger.Level.ERROR, "Failed to answer " + request.path(), e);
      return Response.error(new BackendException(BackendError.INTERNAL_SERVER_ERROR));
    }
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

  /** Closing the exchange with less written than announced makes the server drop the connection. */
  private static void write(HttpExchange exchange, Response response, int size) throws IOException {
    response
        .contentType()
        .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
    boolean bodiless = response.bodySize() == 0;
    exchange.sendResponseHeaders(response.status(), bodiless ? -1 : response.bodySize());
    if (!bodiless) {
      response.writeBody(exchange.getResponseBody(), size);
      exchange.getResponseBody().flush();
    }
  }
}
