package dev.convexairbyte.source.read;

import dev.convexairbyte.cdk.failure.ConnectorException;
import dev.convexairbyte.client.RowHandler;
import dev.convexairbyte.client.TablePath;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one page on their way to the records of their streams. A page that broke off is asked
 * for again; {@link #attempt} then passes over the rows that are out already.
 */
final class PageRows {

  private final Map<TablePath, StreamRead> streams;
  private final Predicate<Row> wanted;
  private final CommitTime commit = new CommitTime();

  /**
   * The revisions that are out, one a line: bytes instead of an object each, because nobody looks
   * at them unless the page breaks off. Their number would not do: a page of the log that is asked
   * for again lacks the rows of a table that was deleted meanwhile.
   */
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  private final RowEnvelope envelope = new RowEnvelope();
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
    Set<String> before =
        written.toString(StandardCharsets.UTF_8).lines().collect(Collectors.toSet());
    return (bytes, start, end) -> copy(bytes, start, end, before);
  }

  private void copy(byte[] bytes, int start, int end, Set<String> before) {
    envelope.read(bytes, start);
    if (!before.isEmpty() && before.contains(envelope.revision())) {
      return;
    }
    StreamRead stream = streams.get(envelope.table());
    if (stream == null) {
      throw ConnectorException.system(
          "Tried to read a page but failed because it holds a row of a table that was not asked for; the deployment is too old for this connector: upgrade it.");
    }
    lastStream = stream;
    if (!wanted.test(new Row(stream, envelope.timestamp(), envelope.deleted()))) {
      return;
    }
    stream.write(new RowRecord(bytes, start, end, envelope, commit, stream));
    envelope.writeRevision(written);
  }
}
