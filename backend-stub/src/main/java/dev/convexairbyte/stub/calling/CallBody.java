package dev.convexairbyte.stub.calling;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convexairbyte.stub.http.JsonBody;
import dev.convexairbyte.stub.http.Request;
import java.util.Optional;

/**
 * What a request asks for, but for the path of the function.
 *
 * @param args an object, or an array with the object in it
 */
record CallBody(JsonNode args, Optional<String> format) {

  /** 16 MiB for the arguments and some bytes for what is around them. */
  private static final int LIMIT = (16 << 20) + 2000;

  /** The body of a request; throws BAD_JSON_BODY. */
  static JsonBody json(Request request) {
    return JsonBody.of(request, LIMIT);
  }

  /** Throws BAD_JSON_BODY. */
  static CallBody of(JsonBody json) {
    return new CallBody(json.field("args").json(), json.optional("format").map(JsonBody::text));
  }
}
