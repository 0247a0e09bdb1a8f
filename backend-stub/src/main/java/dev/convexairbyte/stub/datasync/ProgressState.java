package dev.convexairbyte.stub.datasync;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.convexairbyte.stub.datasync.SyncStatus.Snapshotting;
import dev.convexairbyte.stub.datasync.SyncStatus.Stale;
import dev.convexairbyte.stub.datasync.SyncStatus.UpToDate;
import dev.convexairbyte.stub.log.DocumentLog;
import dev.convexairbyte.values.ConvexValue;
import dev.convexairbyte.values.ConvexValue.Int64Value;
import dev.convexairbyte.values.ConvexValue.ObjectValue;
import dev.convexairbyte.values.ConvexValue.StringValue;
import dev.convexairbyte.values.ValueEncoder;
import dev.convexairbyte.values.ValueFormat;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** What is stored and shown of how far a sync is. */
final class ProgressState {

  /** The order in which a status is written; each has some of them. */
  private static final List<String> FIELDS =
      List.of(
          "type",
          "numTablesSynced",
          "totalTables",
          "currentComponent",
          "currentTable",
          "numDocumentsInCurrentTable",
          "totalDocumentsInCurrentTable",
          "numDocumentsSynced",
          "totalDocuments",
          "syncedTs");

  private ProgressState() {}

  static ObjectValue of(SyncPage page, DocumentLog log) {
    if (page.status() instanceof Snapshotting) {
      return snapshotting(page, log);
    }
    if (page.status() instanceof Stale stale) {
      return caughtUp("stale", page.cursor(), stale.ts());
    }
    if (page.status() instanceof UpToDate upToDate) {
      return caughtUp("upToDate", page.cursor(), upToDate.ts());
    }
    throw new AssertionError("SyncStatus is sealed");
  }

  private static ObjectValue snapshotting(SyncPage page, DocumentLog log) {
    SyncCursor cursor = page.cursor();
    TableWalk walk = cursor.current().orElseThrow();
    long all = page.selected().keySet().stream().mapToLong(log::count).sum();
    return ObjectValue.of(
        Map.of(
            "type", new StringValue("snapshotting"),
            "numTablesSynced", new Int64Value(cursor.synced().size()),
            "totalTables", new Int64Value(page.selected().size()),
            "currentComponent", new StringValue(walk.table().component()),
            "currentTable", new StringValue(walk.table().name()),
            "numDocumentsInCurrentTable", new Int64Value(walk.documents()),
            "totalDocumentsInCurrentTable", new Int64Value(log.count(walk.tablet())),
            "numDocumentsSynced", new Int64Value(cursor.documents()),
            "totalDocuments", new Int64Value(all)));
  }

  private static ObjectValue caughtUp(String type, SyncCursor cursor, long ts) {
    return ObjectValue.of(
        Map.of(
            "type", new StringValue(type),
            "totalTables", new Int64Value(cursor.synced().size()),
            "numDocumentsSynced", new Int64Value(cursor.documents()),
            "syncedTs", new Int64Value(ts)));
  }

  static void write(JsonGenerator json, ObjectValue state) throws IOException {
    ValueEncoder encoder = new ValueEncoder(json, ValueFormat.EXPORT);
    json.writeStartObject();
    for (String field : FIELDS) {
      ConvexValue value = state.fields().get(field);
      if (value != null) {
        json.writeFieldName(field);
        encoder.write(value);
      }
    }
    json.writeEndObject();
  }
}
