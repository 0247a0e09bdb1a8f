package dev.convexairbyte.stub.database;

import dev.convexairbyte.stub.log.DocumentLog;
import dev.convexairbyte.stub.log.LogEntry;
import dev.convexairbyte.stub.log.TabletId;
import dev.convexairbyte.values.ConvexValue.ObjectValue;
import dev.convexairbyte.values.DocumentId;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** The newest revisions, for a transaction that has the turn. */
record NewestDocuments(DocumentLog log) implements CommittedDocuments {

  @Override
  public Optional<ObjectValue> document(TabletId tablet, DocumentId id) {
    return log.document(tablet, id, log.latest()).flatMap(LogEntry::document);
  }

  @Override
  public void documents(TabletId tablet, BiConsumer<DocumentId, ObjectValue> taker) {
    try (Stream<LogEntry> live = log.documents(tablet, log.latest(), DocumentId.MIN)) {
      live.forEach(entry -> taker.accept(entry.id(), entry.document().orElseThrow()));
    }
  }
}
