package dev.convexairbyte.source.read;

import dev.convexairbyte.cdk.failure.ConnectorException;
import dev.convexairbyte.client.TablePath;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What stands in a row before the document's own fields, and the document's id. One object reads
 * the rows of a page one after the other: those of one table share its name.
 */
final class RowEnvelope {

  private byte[] bytes = {};

  /** How the rows of {@link #table} begin, up to the value behind which both parts are known. */
  private byte[] head = {};

  private @Nullable String component;
  private @Nullable String name;
  private TablePath table = new TablePath("", "");
  private long timestamp;
  private int timestampStart;
  private int timestampEnd;
  private boolean deleted;
  private boolean namesDeletion;
  private int end;
  private int idStart;
  private int idEnd;

  /**
   * Reads the next row, which begins at {@code start}. The order is the backend's
   * (crates/common/src/types/streaming_export/mod.rs).
   */
  void read(byte[] bytes, int start) {
    this.bytes = bytes;
    component = null;
    name = null;
    timestamp = -1;
    deleted = false;
    namesDeletion = false;
    end = start + 1;
    RowFields fields = begin(start);
    boolean more = fields.next();
    while (more && !isDocuments(fields)) {
      take(fields);
      end = fields.valueEnd();
      if (timestamp < 0 && !namesDeletion && component != null && name != null) {
        head = Arrays.copyOfRange(bytes, start, end);
      }
      more = fields.next();
    }
    if (component == null || name == null || timestamp < 0) {
      throw ConnectorException.system(
          "Tried to read a page but failed because a row does not begin with its table and its time; check that the URL is a Convex deployment's.");
    }
    table = new TablePath(component, name);
    findId(fields, more);
  }

  /** Behind the table, where it is that of the row before. */
  private RowFields begin(int start) {
    int behind = start + head.length;
    if (head.length == 0
        || behind > bytes.length
        || !Arrays.equals(bytes, start, behind, head, 0, head.length)) {
      return RowFields.of(bytes, start);
    }
    component = table.component();
    name = table.table();
    end = behind;
    return RowFields.behind(bytes, behind);
  }

  private void take(RowFields fields) {
    if (fields.isNamed("_component")) {
      component = fields.text(table.component());
    } else if (fields.isNamed("_table")) {
      name = fields.text(table.table());
    } else if (fields.isNamed("_ts")) {
      timestamp = fields.integer();
      timestampStart = fields.valueStart();
      timestampEnd = fields.valueEnd();
    } else {
      deleted = fields.isTrue();
      namesDeletion = true;
    }
  }

  private static boolean isDocuments(RowFields fields) {
    return !fields.isNamed("_component")
        && !fields.isNamed("_table")
        && !fields.isNamed("_ts")
        && !fields.isNamed("_deleted");
  }

  private void findId(RowFields fields, boolean atField) {
    boolean more = atField;
    while (more && !fields.isNamed("_id")) {
      more = fields.next();
    }
    idStart = more ? fields.valueStart() : 0;
    idEnd = more ? fields.valueEnd() : 0;
  }

  TablePath table() {
    return table;
  }

  /** Nanoseconds since the epoch. */
  long timestamp() {
    return timestamp;
  }

  boolean deleted() {
    return deleted;
  }

  /** Whether {@code _deleted} is there; a snapshot's rows have none. */
  boolean namesDeletion() {
    return namesDeletion;
  }

  /** The digits as they came. */
  void writeTimestamp(OutputStream to) throws IOException {
    to.write(bytes, timestampStart, timestampEnd - timestampStart);
  }

  /** Behind the last value of the envelope. */
  int end() {
    return end;
  }

  /** The id and the time, which together name a revision, as one line. */
  String revision() {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    writeRevision(line);
    return line.toString(StandardCharsets.UTF_8).strip();
  }

  /** As {@link #revision}, with a line end. */
  void writeRevision(ByteArrayOutputStream lines) {
    lines.write(bytes, timestampStart, timestampEnd - timestampStart);
    lines.write(bytes, idStart, idEnd - idStart);
    lines.write('\n');
  }
}
