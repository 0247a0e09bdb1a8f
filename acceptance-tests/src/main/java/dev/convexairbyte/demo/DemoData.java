package dev.convexairbyte.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.stub.StubBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The data of the demo, and what happens to them between its syncs. */
final class DemoData {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int TRANSACTION_DOCUMENTS = 500;

  private final Path folder;

  DemoData(Path folder) {
    this.folder = folder;
  }

  List<String> tables() {
    return List.of("earthquakes", "penguins");
  }

  void load(StubBackend backend) throws IOException {
    for (String table : tables()) {
      List<ObjectNode> documents = documents(table);
      for (int from = 0; from < documents.size(); from += TRANSACTION_DOCUMENTS) {
        int to = Math.min(documents.size(), from + TRANSACTION_DOCUMENTS);
        backend.insert(table, documents.subList(from, to).toArray(ObjectNode[]::new));
      }
    }
  }

  /** Writes new documents, changes some and deletes some, a transaction each; says how many. */
  String change(StubBackend backend, SplittableRandom random) throws IOException {
    int written = 0;
    int changed = 0;
    int deleted = 0;
    for (String table : tables()) {
      List<ObjectNode> fresh = documents(table);
      for (ObjectNode document : backend.documents(table)) {
        String id = document.path("_id").asText();
        int dice = random.nextInt(20);
        if (dice == 0) {
          backend.transact(writes -> writes.delete(id));
          deleted++;
        } else if (dice <= 2) {
          ObjectNode replacement = document.deepCopy();
          replacement.remove(List.of("_id", "_creationTime"));
          replacement.put("checked by", "demo").put("check number", changed);
          backend.transact(writes -> writes.replace(id, replacement));
          changed++;
        } else if (dice == 3) {
          backend.insert(table, fresh.get(random.nextInt(fresh.size())));
          written++;
        }
      }
    }
    return "%d documents written, %d changed, %d deleted".formatted(written, changed, deleted);
  }

  private List<ObjectNode> documents(String table) throws IOException {
    List<ObjectNode> documents = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve(table + ".jsonl"))) {
      documents.add((ObjectNode) JSON.readTree(line));
    }
    return documents;
  }
}
