package dev.convexairbyte.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.client.ConvexClient;
import dev.convexairbyte.client.Deployment;
import dev.convexairbyte.client.Selection;
import dev.convexairbyte.client.SnapshotPage;
import dev.convexairbyte.client.SnapshotRequest;
import dev.convexairbyte.client.TablePath;
import dev.convexairbyte.stub.StubBackend;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All documents of a deployment, also those of components, asked for over HTTP. */
final class DeploymentDocuments {

  private static final ObjectMapper JSON = new ObjectMapper();

  private DeploymentDocuments() {}

  static Map<TablePath, List<ObjectNode>> of(StubBackend backend, Collection<TablePath> tables) {
    Map<TablePath, List<ObjectNode>> documents = new HashMap<>();
    Selection selection = Selection.of(tables);
    Deployment deployment = Deployment.of(backend.url().toString(), backend.adminKey());
    try (ConvexClient client = new ConvexClient(deployment, "demo-0.0.0")) {
      SnapshotPage page = null;
      do {
        Long snapshot = page == null ? null : Long.valueOf(page.snapshot());
        String cursor = page == null ? null : page.cursor();
        page =
            client.listSnapshot(
                new SnapshotRequest(snapshot, cursor, selection),
                (bytes, start, end) -> {
                  ObjectNode document = parse(bytes, start, end);
                  TablePath table =
                      new TablePath(
                          document.path("_component").asText(), document.path("_table").asText());
                  document.remove(List.of("_component", "_table", "_ts"));
                  documents.computeIfAbsent(table, path -> new ArrayList<>()).add(document);
                });
      } while (page.hasMore());
    }
    return documents;
  }

  private static ObjectNode parse(byte[] bytes, int start, int end) {
    try {
      return JSON.readValue(bytes, start, end - start, ObjectNode.class);
    } catch (IOException e) {
      throw new UncheckedIOException("the client hands out valid rows only", e);
    }
  }
}
