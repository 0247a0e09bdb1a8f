package dev.convexairbyte.stub.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.convexairbyte.stub.errors.BackendError;
import dev.convexairbyte.stub.errors.BackendException;
import dev.convexairbyte.stub.log.TabletId;
import dev.convexairbyte.values.DocumentId;
import dev.convexairbyte.values.InvalidDocumentIdException;
import dev.convexairbyte.values.InvalidJsonException;
import dev.convexairbyte.values.StrictJson;
import java.nio.charset.StandardCharsets;

/** Where a snapshot walk goes on: after a document of a tablet. */
record SnapshotCursor(TabletId tablet, DocumentId id) {

  static SnapshotCursor startOf(TabletId tablet) {
    return new SnapshotCursor(tablet, DocumentId.MIN);
  }

  /** Throws INVALID_LIST_SNAPSHOT_CURSOR for what is no cursor. */
  static SnapshotCursor parse(String text) {
    try {
      JsonNode json = StrictJson.parse(text.getBytes(StandardCharsets.UTF_8));
      return new SnapshotCursor(
          TabletId.parse(json.path("tablet").asText("")),
          DocumentId.parse(json.path("id").asText("")));
    } catch (InvalidJsonException | InvalidDocumentIdException | IllegalArgumentException e) {
      throw new BackendException(BackendError.INVALID_LIST_SNAPSHOT_CURSOR);
    }
  }

  /** The JSON text that clients hand back. */
  @Override
  public String toString() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("tablet", tablet.toString())
        .put("id", id.toString())
        .toString();
  }
}
