package dev.convexairbyte.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hc.core5.http.HttpEntity;
import org.junit.jupiter.api.Test;

/** The description of the endpoints and the classes that ask them say the same. */
class OpenApiTest {

  private static final List<Endpoint<?>> ENDPOINTS =
      List.of(
          new AddPrimaryKeyIndexes(Map.of()),
          new ClearTables(List.of()),
          new DocumentDeltas(0, Selection.none(), (bytes, start, end) -> {}),
          new ImportAirbyteRecords(new ImportBatch("t", null)),
          new JsonSchemas(),
          new ListSnapshot(
              new SnapshotRequest(0L, "c", Selection.none()), (bytes, start, end) -> {}),
          new PrimaryKeyIndexesReady(List.of()),
          new TableColumnNames());

  /** Answers to what the client never sends, and one of which it looks at the status only. */
  private static final Set<String> UNASKED =
      Set.of("InvalidRequestId", "Unauthenticated", "TooManyConcurrentRequests");

  private static final String DOCUMENT = "https://spec.invalid/openapi.json";

  private final JsonNode document = read();
  private final SchemaRegistry bodies =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          builder -> builder.schemas(Map.of(DOCUMENT, document.toString())));

  private static JsonNode read() {
    try (InputStream file = OpenApiTest.class.getResourceAsStream("/spec/convex/openapi.json")) {
      return new ObjectMapper().readTree(file);
    } catch (IOException e) {
      throw new AssertionError("The description is JSON.", e);
    }
  }

  private JsonNode operation(Endpoint<?> endpoint) {
    return document
        .path("paths")
        .path(endpoint.path())
        .path(endpoint.method().name().toLowerCase(Locale.ROOT));
  }

  @Test
  void everyEndpointClassIsInThisTest() {
    Class<?>[] classes = Endpoint.class.getPermittedSubclasses();

    assertThat(ENDPOINTS).extracting(Object::getClass).containsExactlyInAnyOrder(classes);
  }

  @Test
  void describesEveryEndpointThatIsAsked() {
    assertThat(ENDPOINTS).allSatisfy(endpoint -> assertThat(operation(endpoint)).isNotEmpty());
  }

  @Test
  void namesThePermissionThatEachEndpointNeeds() {
    assertThat(ENDPOINTS)
        .allSatisfy(
            endpoint ->
                assertThat(operation(endpoint).path("x-permission").asText())
                    .isEqualTo(endpoint.permission().wireName()));
  }

  @Test
  void describesTheBodyAndTheQueryThatAreSent() throws IOException {
    for (Endpoint<?> endpoint : ENDPOINTS) {
      JsonNode operation = operation(endpoint);
      HttpEntity body = endpoint.body();
      assertThat(operation.has("requestBody")).as(endpoint.path()).isEqualTo(body != null);
      for (String argument : endpoint.query().split("&", -1)) {
        String name = argument.split("=", -1)[0];
        assertThat(name.isEmpty() || parameters(operation).contains(name))
            .as("%s of %s", name, endpoint.path())
            .isTrue();
      }
      if (body != null) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        body.writeTo(bytes);
        JsonNode sent = new ObjectMapper().readTree(bytes.toByteArray());
        String reference =
            operation.at("/requestBody/content/application~1json/schema/$ref").asText();
        assertThat(bodies.getSchema(SchemaLocation.of(DOCUMENT + reference)).validate(sent))
            .as(endpoint.path())
            .isEmpty();
        assertThat(document.at(reference.substring(1) + "/properties").fieldNames())
            .toIterable()
            .as(endpoint.path())
            .containsAll(() -> sent.fieldNames());
      }
    }
  }

  private List<String> parameters(JsonNode operation) {
    return operation
        .path("parameters")
        .valueStream()
        .map(each -> each.has("$ref") ? document.at(each.path("$ref").asText().substring(1)) : each)
        .map(parameter -> parameter.path("name").asText())
        .toList();
  }

  @Test
  void theClientKnowsEveryCodeOfWhatItAsksAndNoOther() {
    Set<String> described = new TreeSet<>();
    for (Endpoint<?> endpoint : ENDPOINTS) {
      for (JsonNode response : operation(endpoint).path("responses")) {
        described.addAll(codes(response));
      }
    }
    described.removeAll(UNASKED);

    assertThat(described)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(ConvexErrorCode.values()).map(ConvexErrorCode::code).toList());
  }

  private List<String> codes(JsonNode response) {
    JsonNode resolved =
        response.has("$ref") ? document.at(response.path("$ref").asText().substring(1)) : response;
    return resolved.findValues("code").stream()
        .flatMap(code -> code.path("enum").valueStream())
        .map(JsonNode::asText)
        .toList();
  }

  @Test
  void everyEndpointThatIsAskedNeedsTheKey() {
    assertThat(document.path("security").path(0).has("deployKey")).isTrue();
    assertThat(ENDPOINTS).noneMatch(endpoint -> operation(endpoint).has("security"));
  }
}
