package dev.convexairbyte.stub.http;

import dev.convexairbyte.stub.errors.BackendException;
import dev.convexairbyte.stub.files.Incoming;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the endpoint for a request and makes a response of whatever it answers or throws. */
@EveryRequest("Unknown paths and wrong methods: 404 and 405 without a body; HEAD")
@VerifiedAgainst(
    value = VerifiedAgainst.BACKEND_SOURCE,
    by = VerifiedAgainst.Evidence.READ,
    inferred = {"Allow, and HEAD wherever GET is, as axum has them"})
public final class Router {

  private final Map<String, Map<String, Endpoint>> endpoints = new HashMap<>();
  private final Conventions conventions = new Conventions();

  public Router(List<Endpoint> endpoints) {
    for (Endpoint endpoint : endpoints) {
      Map<String, Endpoint> byMethod =
          this.endpoints.computeIfAbsent(endpoint.path(), path -> new HashMap<>());
      endpoint.methods().forEach(method -> byMethod.put(method, endpoint));
    }
  }

  public Response answer(Request request) {
    return conventions.answer(request, this::answerRouted);
  }

  /** Gives a request this answer, with all that is around the answer of a route. */
  public Response answerWith(Response response, Request request) {
    // A preflight would be answered before the route.
    Request other = request.method().equals("OPTIONS") ? request.with("GET") : request;
    return conventions.answer(other, routed -> response);
  }

  private Response answerRouted(Request request) {
    try {
      return route(request);
    } catch (BackendException e) {
      return Response.error(e);
    }
  }

  /** Where the body of a request is to go that is not to be kept in memory. */
  public Optional<Incoming> incoming(Request head) {
    return Optional.ofNullable(byMethod(head).get(head.method()))
        .flatMap(endpoint -> endpoint.incoming(head));
  }

  private Map<String, Endpoint> byMethod(Request request) {
    Map<String, Endpoint> byMethod = endpoints.get(request.path());
    return byMethod == null ? templated(request.path()) : byMethod;
  }

  /** Unknown paths and wrong methods are the framework's to answer, and it sends no body. */
  private Response route(Request request) {
    Map<String, Endpoint> byMethod = byMethod(request);
    if (byMethod.isEmpty()) {
      return Response.empty(404);
    }
    Endpoint endpoint = byMethod.get(request.method());
    if (endpoint != null) {
      return endpoint.answer(request);
    }
    Endpoint get = byMethod.get("GET");
    if (request.method().equals("HEAD") && get != null) {
      return get.answer(request.with("GET"));
    }
    return Response.empty(405).with("Allow", allowed(byMethod.keySet()));
  }

  private Map<String, Endpoint> templated(String path) {
    return endpoints.entrySet().stream()
        .filter(entry -> Endpoint.covers(entry.getKey(), path))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(Map.of());
  }

  /** In the way axum writes it: whoever allows GET allows HEAD. */
  private static String allowed(Set<String> methods) {
    return methods.stream()
        .sorted()
        .map(method -> method.equals("GET") ? "GET,HEAD" : method)
        .collect(Collectors.joining(","));
  }
}
