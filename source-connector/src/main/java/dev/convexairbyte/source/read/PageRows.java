package dev.convexairbyte.source.read;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import dev.convexairbyte.cdk.failure.ConnectorException;
import dev.convexairbyte.client.RowHandler;
import dev.convexairbyte.client.TablePath;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one page on their way to the records of their streams. A page that broke off is asked
 * for again; {@link #attempt} then passes over the rows that are out already.
 */
final class PageRows {

  private final Map<TablePath, StreamRead> streams;
  private final Predicate<Row> wanted;
  private final Set<String> written = new HashSet<>();
  private @Nullable StreamRead lastStream;

  /** A row whose envelope has been read. */
  record Row(StreamRead stream, long timestamp, boolean deleted) {}

  /**
   * @param streams those that were selected: a row of any other is an error, not data
   * @param wanted rows it refuses are passed over
   */
  PageRows(Map<TablePath, StreamRead> streams, Predicate<Row> wanted) {
    this.streams = streams;
    this.wanted = wanted;
  }

  /** The stream of the last row, null while there was none. */
  @Nullable StreamRead lastStream() {
    return lastStream;
  }

  RowHandler attempt() {
    Set<String> before = Set.copyOf(written);
    return before.isEmpty() ? this::copy : row -> copyUnlessIn(before, row);
  }

  private void copyUnlessIn(Set<String> before, JsonParser parser) throws IOException {
    try (TokenBuffer whole = new TokenBuffer(parser)) {
      whole.copyCurrentStructure(parser);
      if (before.contains(revision(whole))) {
        return;
      }
      try (JsonParser row = whole.asParserOnFirstToken()) {
        copy(row);
      }
    }
  }

  private static String revision(TokenBuffer row) throws IOException {
    String id = "";
    long timestamp = 0;
    try (JsonParser parser = row.asParserOnFirstToken()) {
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        if (name.equals("_id")) {
          id = parser.getText();
        } else if (name.equals("_ts")) {
          timestamp = parser.getLongValue();
        }
        parser.skipChildren();
      }
    }
    return revision(id, timestamp);
  }

  private static String revision(String id, long timestamp) {
    return id + "@" + timestamp;
  }

  private void copy(JsonParser parser) throws IOException {
    Row row = envelope(parser);
    lastStream = row.stream();
    if (!wanted.test(row)) {
      while (parser.currentToken() != JsonToken.END_OBJECT) {
        parser.nextToken();
        parser.skipChildren();
        parser.nextToken();
      }
      return;
    }
    RowRecord data = new RowRecord(row, parser);
    row.stream().write(data);
    written.add(revision(data.documentId(), row.timestamp()));
  }

  /**
   * Reads the fields that stand before the document's own; leaves the parser on the first of those.
   * The order is the backend's (crates/common/src/types/streaming_export/mod.rs).
   */
  private Row envelope(JsonParser parser) throws IOException {
    String component = null;
    String table = null;
    Long timestamp = null;
    boolean deleted = false;
    boolean inEnvelope = true;
    while (inEnvelope && parser.nextToken() == JsonToken.FIELD_NAME) {
      switch (parser.currentName()) {
        case "_component" -> component = parser.nextTextValue();
        case "_table" -> table = parser.nextTextValue();
        case "_ts" ->
            timestamp =
                parser.nextToken() == JsonToken.VALUE_NUMBER_INT ? parser.getLongValue() : null;
        case "_deleted" -> deleted = parser.nextToken() == JsonToken.VALUE_TRUE;
        default -> inEnvelope = false;
      }
    }
    if (component == null || table == null || timestamp == null) {
      throw ConnectorException.system(
          "Tried to read a page but failed because a row does not begin with its table and its time; check that the URL is a Convex deployment's.");
    }
    StreamRead stream = streams.get(new TablePath(component, table));
    if (stream == null) {
      throw ConnectorException.system(
          "Tried to read a page but failed because it holds a row of a table that was not asked for; the deployment is too old for this connector: upgrade it.");
    }
    return new Row(stream, timestamp, deleted);
  }
}
