package dev.convexairbyte.client;

import static dev.convexairbyte.client.ConvexException.Kind.PASSING;
import static dev.convexairbyte.client.ConvexException.Kind.REFUSED;
import static dev.convexairbyte.client.ConvexException.Kind.UNEXPECTED;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an answer other than 200 says: its status and the code in its body, never the body's own
 * sentence, which may hold data.
 */
record ErrorAnswer(int status, @Nullable String code) {

  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

  /** Reads the body as far as it is JSON. A web page or nothing is an error without a code. */
  static ErrorAnswer of(int status, byte[] body) {
    try (JsonParser json = Json.parser(new ByteArrayInputStream(body))) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return new ErrorAnswer(status, null);
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        boolean isCode = json.currentName().equals("code");
        JsonToken value = json.nextToken();
        if (isCode && value == JsonToken.VALUE_STRING) {
          return new ErrorAnswer(status, checked(json.getText()));
        }
        json.skipChildren();
      }
    } catch (IOException e) {
      // Cut at our limit, or not JSON: the status has to do.
      return new ErrorAnswer(status, null);
    }
    return new ErrorAnswer(status, null);
  }

  private static @Nullable String checked(String code) {
    return CODE.matcher(code).matches() ? code : null;
  }

  /**
   * @param permission what the endpoint that was asked needs
   */
  Failure failure(Permission permission) {
    String detail = code == null ? String.valueOf(status) : status + " " + code;
    return known()
        .map(known -> known.failure(permission))
        .orElseGet(this::byStatus)
        .withDetail(detail);
  }

  private Failure byStatus() {
    if (status < 300) {
      return new Failure(UNEXPECTED, "the answer has an odd status", Remedies.URL);
    }
    if (status < 400) {
      return new Failure(
          REFUSED, "the URL redirects, and the key must not go elsewhere", Remedies.URL);
    }
    return switch (status) {
      case 401, 403 -> new Failure(REFUSED, "the deployment refused the key", Remedies.KEY);
      case 404, 405 -> notFound();
      case 407 -> new Failure(REFUSED, "a proxy wants credentials", "let the URL pass the proxy");
      case 408, 504 -> new Failure(PASSING, "the deployment took too long", Remedies.LATER);
      case 409 ->
          new Failure(REFUSED, "the deployment has moved on from what was asked", Remedies.REFRESH);
      case 413 ->
          new Failure(
              REFUSED, "a proxy finds the request too large", "make batches smaller (batch_bytes)");
      case 421, 425 -> new Failure(PASSING, "the request reached the wrong server", Remedies.LATER);
      case 429 -> new Failure(PASSING, "the deployment is asked too often", Remedies.LATER);
      case 500 -> ConvexErrorCode.INTERNAL_SERVER_ERROR.failure(Permission.VIEW_DATA);
      case 502 -> new Failure(PASSING, "a proxy could not reach the deployment", Remedies.LATER);
      case 503 -> new Failure(PASSING, "the deployment is overloaded or down", Remedies.LATER);
      default ->
          status < 500
              ? new Failure(
                  REFUSED,
                  "the deployment refused the request",
                  "check deployment_url and the settings of the stream")
              : new Failure(PASSING, "the deployment had an error", Remedies.LATER);
    };
  }

  /** Whether the backend says no more than that something went wrong. */
  boolean isUnnamed() {
    return known().map(ConvexErrorCode.INTERNAL_SERVER_ERROR::equals).orElse(status == 500);
  }

  private Optional<ConvexErrorCode> known() {
    return Optional.ofNullable(code).flatMap(ConvexErrorCode::of);
  }

  /** The backend's own errors are JSON with a code; an empty 404 or 405 comes from no endpoint. */
  private Failure notFound() {
    return code == null
        ? new Failure(
            REFUSED,
            "there is no Convex API at that URL",
            Remedies.URL + ", without a path and not ending in .convex.site")
        : new Failure(REFUSED, "the deployment does not have what was asked for", Remedies.URL);
  }
}
