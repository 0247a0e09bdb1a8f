package dev.convexairbyte.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.client.TablePath;
import dev.convexairbyte.stub.StubBackend;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Tables of three components with documents of every type, and where their documents are. */
final class LargeData {

  private static final List<String> COMPONENTS = List.of("", "auth", "billing/invoices");
  private static final int TRANSACTION_DOCUMENTS = 500;
  private static final long SEED = 20261121;

  private final SplittableRandom random = new SplittableRandom(SEED);
  private final int documents;
  private final List<TablePath> tables = new ArrayList<>();
  private final List<List<String>> ids = new ArrayList<>();
  private int made;

  LargeData(LargeDemo.Size size) {
    documents = size.documents();
    for (int table = 0; table < size.tables(); table++) {
      tables.add(new TablePath(COMPONENTS.get(table % COMPONENTS.size()), "table_" + table));
      ids.add(new ArrayList<>());
    }
  }

  List<TablePath> tables() {
    return tables;
  }

  int components() {
    return Math.min(COMPONENTS.size(), tables.size());
  }

  /** Fills the tables, the last more than the first: some span pages, some hold next to nothing. */
  void load(StubBackend backend) {
    long shares = (long) tables.size() * (tables.size() + 1) / 2;
    int left = documents;
    for (int table = 0; table < tables.size(); table++) {
      int share = (int) ((long) documents * (table + 1) / shares);
      int count = table == tables.size() - 1 ? left : Math.min(left, share);
      left -= count;
      for (int from = 0; from < count; from += TRANSACTION_DOCUMENTS) {
        insert(backend, table, Math.min(TRANSACTION_DOCUMENTS, count - from));
      }
      TablePath path = tables.get(table);
      backend.transact(writes -> writes.createTable(path.component(), path.table()));
    }
  }

  private void insert(StubBackend backend, int table, int count) {
    TablePath path = tables.get(table);
    List<String> inserted = new ArrayList<>();
    backend.transact(
        writes -> {
          for (int document = 0; document < count; document++) {
            inserted.add(writes.insert(path.component(), path.table(), document()));
          }
        });
    ids.get(table).addAll(inserted);
  }

  /** One transaction in a table by chance: a document is written, changed or deleted. */
  Change change(StubBackend backend) {
    int table = random.nextInt(tables.size());
    List<String> here = ids.get(table);
    Change change = Change.values()[random.nextInt(Change.values().length)];
    if (change == Change.WRITTEN || here.isEmpty()) {
      insert(backend, table, 1);
      return Change.WRITTEN;
    }
    int index = random.nextInt(here.size());
    String id = here.get(index);
    if (change == Change.CHANGED) {
      ObjectNode document = document();
      backend.transact(writes -> writes.replace(id, document));
      return change;
    }
    backend.transact(writes -> writes.delete(id));
    here.set(index, here.get(here.size() - 1));
    here.remove(here.size() - 1);
    return change;
  }

  /** What became of a document. */
  enum Change {
    WRITTEN,
    CHANGED,
    DELETED
  }

  private ObjectNode document() {
    int number = made++;
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("title", "Document " + number).put("score", random.nextDouble() * 100);
    document.put("open", number % 2 == 0).putNull("closed at");
    document.putObject("count").put("$integer", "BQAAAAAAAAA=");
    document.putObject("digest").put("$bytes", "ABCD");
    document.putArray("tags").add("a" + number % 7).add("b\u2028");
    document.putObject("place").put("city", "Oslo").putObject("at").put("lat", number % 90);
    return document;
  }
}
