package dev.convexairbyte.stub;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NumericNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.convexairbyte.stub.ApiClient.Answer;
import dev.convexairbyte.stub.OpenApi.Operation;
import dev.convexairbyte.stub.OpenApi.Reply;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Holds responses against the OpenAPI documents: status, content type and body must be among those
 * that the operation lists. What no document describes must be answered with an empty 404 or 405.
 * Paths below {@code /http/} are the application's, which may answer anything; what the platform
 * answers there is checked where a test asks for it under the name {@code /http/{path}}.
 */
final class Contract {

  /** Compiled once for all tests. */
  static final Contract OF_THE_SPEC = new Contract(OpenApi.all());

  private static final JsonMapper STRICT =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .nodeFactory(new FloatsAsFloats())
          .build();

  /** To JSON Schema 1.0 is an integer; to a client that reads 64-bit integers it is none. */
  private static final class FloatsAsFloats extends JsonNodeFactory {

    @Override
    public NumericNode numberNode(double value) {
      return new DoubleNode(value) {
        @Override
        public boolean canConvertToExactIntegral() {
          return false;
        }
      };
    }
  }

  private static final String ACTIONS = "/http/";

  /** How the document names all HTTP actions together. */
  static final String ACTION = ACTIONS + "{path}";

  private final Map<String, Operation> operations = new HashMap<>();
  private final Set<String> paths = new HashSet<>();
  private final Map<Reply, Schema> schemas = new HashMap<>();

  Contract(List<OpenApi> documents) {
    for (OpenApi document : documents) {
      String base = "https://spec.invalid" + document.name();
      SchemaRegistry registry =
          SchemaRegistry.withDefaultDialect(
              SpecificationVersion.DRAFT_2020_12,
              builder -> builder.schemas(Map.of(base, document.json().toString())));
      for (Operation operation : document.operations()) {
        operations.put(operation.toString(), operation);
        paths.add(operation.path());
        operation.replies().stream()
            .filter(reply -> !reply.schema().isEmpty())
            .forEach(
                reply ->
                    schemas.put(
                        reply, registry.getSchema(SchemaLocation.of(base + "#" + reply.schema()))));
      }
    }
  }

  /** Throws AssertionError for a response that no document lists. */
  void check(String method, String path, Answer answer) {
    boolean head = method.equals("HEAD");
    String name = (head ? "GET" : method) + " " + path;
    if (path.startsWith(ACTIONS) && !path.equals(ACTION)) {
      String action = name.replace(path, ACTION);
      checkAction(name, operations.containsKey(action), answer);
      return;
    }
    Operation operation = operations.get(name);
    if (operation == null) {
      checkUndescribed(name, paths.contains(path), answer);
      return;
    }
    List<Reply> replies =
        operation.replies().stream().filter(reply -> reply.status() == answer.status()).toList();
    require(!replies.isEmpty(), name, answer, "the status is not among its responses");
    if (head) {
      requireEmpty(name, answer);
      return;
    }
    Reply reply =
        replies.stream()
            .filter(each -> fits(each.mediaType(), answer.contentType()))
            .findFirst()
            .orElseThrow(() -> failure(name, answer, "content type " + answer.contentType()));
    if (reply.mediaType().isEmpty()) {
      requireEmpty(name, answer);
    }
    if (reply.mediaType().equals("application/json")) {
      checkJson(name, answer, reply);
    }
  }

  private static void checkAction(String name, boolean routable, Answer answer) {
    if (!routable) {
      checkUndescribed(name, true, answer);
      return;
    }
    require(
        answer.status() >= 200 && answer.status() < 600,
        name,
        answer,
        "an application may answer 200 to 599");
  }

  private static void checkUndescribed(String name, boolean knownPath, Answer answer) {
    int status = knownPath ? 405 : 404;
    // The CORS layer answers preflights on every path.
    if (name.startsWith("OPTIONS ") && answer.status() == 200) {
      return;
    }
    require(
        answer.status() == status,
        name,
        answer,
        "no document under spec/ describes it, so it must be " + status);
    requireEmpty(name, answer);
  }

  private void checkJson(String name, Answer answer, Reply reply) {
    JsonNode body = parse(name, answer);
    Schema schema = schemas.get(reply);
    if (schema == null) {
      return;
    }
    List<com.networknt.schema.Error> errors = schema.validate(body);
    require(
        errors.isEmpty(),
        name,
        answer,
        errors.stream()
            .map(e -> e.getKeyword() + " at '" + e.getInstanceLocation() + "': " + e.getMessage())
            .collect(Collectors.joining("; ")));
  }

  private static JsonNode parse(String name, Answer answer) {
    try {
      return STRICT.readTree(answer.body());
    } catch (JsonProcessingException e) {
      throw failure(name, answer, "the body is not JSON: " + e.getOriginalMessage());
    }
  }

  private static boolean fits(String mediaType, String contentType) {
    String plain = contentType.split(";", -1)[0].strip().toLowerCase(Locale.ROOT);
    return mediaType.equals("*/*") || mediaType.equals(plain);
  }

  private static void requireEmpty(String name, Answer answer) {
    require(answer.body().isEmpty(), name, answer, "the body is not empty");
  }

  private static void require(boolean holds, String name, Answer answer, String reason) {
    if (!holds) {
      throw failure(name, answer, reason);
    }
  }

  private static AssertionError failure(String name, Answer answer, String reason) {
    return new AssertionError(
        "%s answered %d, which breaks the contract: %s.".formatted(name, answer.status(), reason));
  }
}
