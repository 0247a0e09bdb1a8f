package dev.convexairbyte.example;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convexairbyte.stub.app.ActionCtx;
import dev.convexairbyte.stub.app.Blob;
import dev.convexairbyte.stub.app.UserIdentity;
import dev.convexairbyte.stub.app.Values;
import dev.convexairbyte.stub.routing.HttpRouter;
import dev.convexairbyte.stub.routing.Request;
import dev.convexairbyte.stub.routing.Response;
import dev.convexairbyte.values.ConvexValue.ObjectValue;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The routes of the site: {@code convex/http.ts}. */
final class Routes {

  /** The website that may call from a browser. */
  private static final String CLIENT_ORIGIN = "https://example.com";

  HttpRouter router() {
    HttpRouter http = new HttpRouter();

    // Messages, by exact path, by query parameter and by what follows a prefix.
    http.route("POST", "/message", Routes::message);
    http.route("POST", "/postMessage", Routes::postMessage);
    http.route("GET", "/getMessagesByAuthor", Routes::getMessagesByAuthor);
    http.routePrefix("GET", "/getAuthorMessages/", Routes::getAuthorMessages);

    // Files.
    http.route("POST", "/upload", Routes::upload);
    http.route("GET", "/download", Routes::download);
    http.route("POST", "/sendImage", Routes::sendImage);

    // Different methods on one path.
    http.route("GET", "/api/resource", (ctx, request) -> Response.json(Map.of("data", "...")));
    http.route("POST", "/api/resource", (ctx, request) -> Response.empty(201));
    http.route("DELETE", "/api/resource", (ctx, request) -> Response.empty(204));
    for (String method : List.of("GET", "POST", "PUT", "DELETE", "PATCH")) {
      http.route(method, "/webhook", (ctx, request) -> Response.text(request.method()));
    }

    // CORS: preflights, and the header on what browsers of the website ask for.
    http.route("OPTIONS", "/sendImage", Routes::sendImagePreflight);
    http.routePrefix("OPTIONS", "/", Routes::preflight);
    http.route("GET", "/api/data", Routes::data);

    // To see that routes are there at all.
    http.route("GET", "/myEndpoint", (ctx, request) -> Response.text("Hello world"));

    // Who calls, and where to go instead.
    http.route("GET", "/myAction", Routes::myAction);
    http.route("GET", "/old", (ctx, request) -> Response.redirect(CLIENT_ORIGIN, 301));
    return http;
  }

  private static Response message(ActionCtx ctx, Request request) {
    JsonNode sent = request.json();
    ctx.runMutation("sendMessage", message(sent, sent.path("body").asText()));
    return Response.empty(200);
  }

  private static Response postMessage(ActionCtx ctx, Request request) {
    JsonNode sent = request.json();
    ctx.runMutation(
        "messages:sendOne", message(sent, "Sent via HTTP action: " + sent.path("body").asText()));
    return Response.empty(200);
  }

  private static ObjectValue message(JsonNode sent, String body) {
    return Values.object("author", sent.path("author").asText(), "body", body);
  }

  private static Response getMessagesByAuthor(ActionCtx ctx, Request request) {
    return messagesOf(ctx, request.searchParam("author"));
  }

  private static Response getAuthorMessages(ActionCtx ctx, Request request) {
    String authorId = request.pathname().split("/getAuthorMessages/", 2)[1];
    return messagesOf(ctx, Optional.of(URLDecoder.decode(authorId, StandardCharsets.UTF_8)));
  }

  private static Response messagesOf(ActionCtx ctx, Optional<String> author) {
    return Response.json(ctx.runQuery("messages:getByAuthor", Values.object("author", author)));
  }

  private static Response upload(ActionCtx ctx, Request request) {
    String storageId = ctx.storage().store(request.blob());
    ctx.runMutation(
        "files:save",
        Values.object("storageId", storageId, "author", request.searchParam("author")));
    return Response.json(Map.of("storageId", storageId));
  }

  private static Response download(ActionCtx ctx, Request request) {
    Optional<Blob> file = ctx.storage().get(request.searchParam("storageId").orElse(""));
    return file.map(Response::blob)
        .orElseGet(() -> Response.text("File not found").withStatus(404));
  }

  private static Response sendImage(ActionCtx ctx, Request request) {
    String storageId = ctx.storage().store(request.blob());
    ctx.runMutation(
        "messages:sendImage",
        Values.object("storageId", storageId, "author", request.searchParam("author")));
    return Response.empty(200)
        .withHeader("Access-Control-Allow-Origin", CLIENT_ORIGIN)
        .withHeader("Vary", "origin");
  }

  private static Response sendImagePreflight(ActionCtx ctx, Request request) {
    if (!isPreflight(request) || !request.headers().has("Access-Control-Request-Headers")) {
      return Response.empty();
    }
    return Response.empty()
        .withHeader("Access-Control-Allow-Origin", CLIENT_ORIGIN)
        .withHeader("Access-Control-Allow-Methods", "POST")
        .withHeader("Access-Control-Allow-Headers", "Content-Type, Digest")
        .withHeader("Access-Control-Max-Age", "86400");
  }

  private static Response preflight(ActionCtx ctx, Request request) {
    if (!isPreflight(request)) {
      return Response.empty().withHeader("Allow", "GET, POST, PUT, DELETE, OPTIONS");
    }
    return Response.empty()
        .withHeader("Access-Control-Allow-Origin", CLIENT_ORIGIN)
        .withHeader("Access-Control-Allow-Methods", "GET, POST, PUT, DELETE, OPTIONS")
        .withHeader("Access-Control-Allow-Headers", "Content-Type, Authorization")
        .withHeader("Access-Control-Max-Age", "86400");
  }

  private static boolean isPreflight(Request request) {
    return request.headers().has("Origin")
        && request.headers().has("Access-Control-Request-Method");
  }

  private static Response data(ActionCtx ctx, Request request) {
    return Response.json(Map.of("message", "Hello"))
        .withHeader("Access-Control-Allow-Origin", CLIENT_ORIGIN);
  }

  private static Response myAction(ActionCtx ctx, Request request) {
    Optional<UserIdentity> user = ctx.auth().getUserIdentity();
    return user.map(known -> Response.text("Hello, " + known.subject()))
        .orElseGet(() -> Response.text("Who are you?").withStatus(401));
  }
}
