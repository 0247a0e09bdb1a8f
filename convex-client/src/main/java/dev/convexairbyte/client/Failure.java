package dev.convexairbyte.client;

/** Why a request failed and what can be done about it, whatever was tried. */
record Failure(ConvexException.Kind kind, String reason, String remedy) {

  Failure withRemedy(String other) {
    return new Failure(kind, reason, other);
  }

  Failure withDetail(String detail) {
    return new Failure(kind, reason + " (" + detail + ")", remedy);
  }
}
