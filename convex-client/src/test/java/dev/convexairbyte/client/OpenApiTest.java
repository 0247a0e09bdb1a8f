package dev.convexairbyte.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
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
          new TableColumnNames(),
          new TestStreamingExportConnection());

  private final JsonNode document = read();

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
  void describesExactlyTheEndpointsThatAreAsked() {
    Set<String> described = new TreeSet<>();
    document
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(method -> described.add(method + " " + path.getKey())));

    Set<String> asked =
        ENDPOINTS.stream()
            .map(e -> e.method().name().toLowerCase(Locale.ROOT) + " " + e.path())
            .collect(Collectors.toCollection(TreeSet::new));
    asked.add("get /version");
    assertThat(described).isEqualTo(asked);
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
        assertThat(
                name.isEmpty()
                    || operation.path("parameters").findValuesAsText("name").contains(name))
            .as("%s of %s", name, endpoint.path())
            .isTrue();
      }
      if (body != null) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        body.writeTo(bytes);
        JsonNode sent = new ObjectMapper().readTree(bytes.toByteArray());
        JsonNode schema =
            resolved(
                operation
                    .path("requestBody")
                    .path("content")
                    .path("application/json")
                    .path("schema"));
        assertThat(schema.path("properties").fieldNames())
            .toIterable()
            .as(endpoint.path())
            .containsExactlyInAnyOrderElementsOf(() -> sent.fieldNames());
      }
    }
  }

  @Test
  void namesEveryCodeOfTheCatalogueAndNoOther() {
    Set<String> described = new TreeSet<>();
    for (JsonNode codes : document.findValues("x-codes")) {
      codes.forEach(code -> described.add(code.asText()));
    }

    assertThat(described)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(ConvexErrorCode.values()).map(ConvexErrorCode::code).toList());
  }

  @Test
  void everyReferenceLeadsSomewhereAndEverySchemaIsUsed() {
    Set<String> references = new HashSet<>(document.findValuesAsText("$ref"));

    assertThat(references)
        .allSatisfy(r -> assertThat(document.at(r.substring(1)).isMissingNode()).as(r).isFalse());
    document
        .path("components")
        .path("schemas")
        .fieldNames()
        .forEachRemaining(name -> assertThat(references).contains("#/components/schemas/" + name));
  }

  @Test
  void onlyTheVersionNeedsNoKey() {
    assertThat(document.path("security").path(0).has("deployKey")).isTrue();
    assertThat(document.path("paths").path("/version").path("get").path("security")).isEmpty();
    assertThat(ENDPOINTS).noneMatch(endpoint -> operation(endpoint).has("security"));
  }

  private JsonNode resolved(JsonNode schema) {
    return document.at(schema.path("$ref").asText().substring(1));
  }
}
