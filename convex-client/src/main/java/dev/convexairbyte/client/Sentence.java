package dev.convexairbyte.client;

/**
 * What a person is told about a failure, in its three parts. None of them holds a payload, a header
 * or a key.
 *
 * @param action a verb and its object: "clear the table users"
 * @param reason a clause: "the host is unknown"
 * @param remedy an imperative: "check deployment_url"
 */
record Sentence(String action, String reason, String remedy) {

  String text() {
    return text(1);
  }

  String text(int attempts) {
    String tried = attempts == 1 ? "" : " after " + attempts + " attempts";
    return "Tried to %s but failed%s because %s; %s.".formatted(action, tried, reason, remedy);
  }
}
