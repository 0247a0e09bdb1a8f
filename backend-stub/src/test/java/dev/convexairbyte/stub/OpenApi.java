package dev.convexairbyte.stub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A document of the spec module that describes endpoints.
 *
 * @param name where it lies among the resources
 */
record OpenApi(String name, JsonNode json) {

  /** What a deployment has, and what the stub adds. */
  static List<OpenApi> all() {
    return Stream.of("/spec/convex/openapi.json", "/spec/stub/openapi.json")
        .map(OpenApi::read)
        .toList();
  }

  private static OpenApi read(String name) {
    try (InputStream resource = OpenApi.class.getResourceAsStream(name)) {
      return new OpenApi(name, new ObjectMapper().readTree(Objects.requireNonNull(resource)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A method on a path. */
  record Operation(String method, String path, List<Reply> replies) {

    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  /**
   * What an operation may answer with a status: one media type of it, or no body at all.
   *
   * @param mediaType empty where there is no body
   * @param schema the pointer of the schema of the body; empty where any body will do
   * @param codes of the error; empty where the body is none
   */
  record Reply(int status, String mediaType, String schema, List<String> codes) {}

  List<Operation> operations() {
    List<Operation> operations = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : json.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
        operations.add(
            new Operation(
                operation.getKey().toUpperCase(Locale.ROOT),
                path.getKey(),
                replies(
                    "/paths/%s/%s/responses"
                        .formatted(escaped(path.getKey()), operation.getKey()))));
      }
    }
    return operations;
  }

  private List<Reply> replies(String responses) {
    List<Reply> replies = new ArrayList<>();
    for (Map.Entry<String, JsonNode> response : json.at(responses).properties()) {
      int status = Integer.parseInt(response.getKey());
      String at = resolved(responses + "/" + response.getKey());
      JsonNode content = json.at(at).path("content");
      if (content.isEmpty()) {
        replies.add(new Reply(status, "", "", List.of()));
      }
      for (Map.Entry<String, JsonNode> type : content.properties()) {
        String schema = at + "/content/" + escaped(type.getKey()) + "/schema";
        boolean open = json.at(schema).isMissingNode();
        replies.add(new Reply(status, type.getKey(), open ? "" : schema, codes(schema)));
      }
    }
    return replies;
  }

  private List<String> codes(String schema) {
    return json.at(schema).findValues("code").stream()
        .flatMap(code -> code.path("enum").valueStream())
        .map(JsonNode::textValue)
        .toList();
  }

  private String resolved(String pointer) {
    String reference = json.at(pointer).path("$ref").asText();
    return reference.isEmpty() ? pointer : reference.substring(1);
  }

  private static String escaped(String key) {
    return key.replace("~", "~0").replace("/", "~1");
  }
}
