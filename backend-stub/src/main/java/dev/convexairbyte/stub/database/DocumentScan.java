package dev.convexairbyte.stub.database;

import dev.convexairbyte.stub.log.DocumentLog;
import dev.convexairbyte.stub.log.LogEntry;
import dev.convexairbyte.stub.log.TabletId;
import dev.convexairbyte.values.ConvexValue.ObjectValue;
import dev.convexairbyte.values.DocumentId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;

/** A walk through a whole table as of one time, in short reads of a bounded size. */
final class DocumentScan implements Iterator<LogEntry> {

  private static final int MAX_DOCUMENTS = 1024;
  private static final long MAX_BYTES = 4 << 20;

  private final Database database;
  private final TabletId tablet;
  private final long ts;
  private DocumentId last = DocumentId.MIN;
  private Iterator<LogEntry> chunk = Collections.emptyIterator();
  private boolean ended;

  DocumentScan(Database database, TabletId tablet, long ts) {
    this.database = database;
    this.tablet = tablet;
    this.ts = ts;
  }

  @Override
  public boolean hasNext() {
    if (!chunk.hasNext() && !ended) {
      chunk = database.read((log, catalog) -> read(log)).iterator();
    }
    return chunk.hasNext();
  }

  @Override
  public LogEntry next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return chunk.next();
  }

  private List<LogEntry> read(DocumentLog log) {
    List<LogEntry> entries = new ArrayList<>();
    long bytes = 0;
    try (Stream<LogEntry> rest = log.documents(tablet, ts, last)) {
      for (Iterator<LogEntry> next = rest.iterator(); next.hasNext(); ) {
        LogEntry entry = next.next();
        entries.add(entry);
        last = entry.id();
        bytes += entry.document().map(ObjectValue::size).orElse(0);
        if (entries.size() >= MAX_DOCUMENTS || bytes >= MAX_BYTES) {
          return entries;
        }
      }
    }
    ended = true;
    return entries;
  }
}
