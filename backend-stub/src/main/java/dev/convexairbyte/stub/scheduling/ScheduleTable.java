package dev.convexairbyte.stub.scheduling;

import dev.convexairbyte.stub.database.Transaction;
import dev.convexairbyte.stub.tables.SystemTables;
import dev.convexairbyte.stub.tables.Table;
import dev.convexairbyte.values.ConvexValue.ObjectValue;
import dev.convexairbyte.values.DocumentId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Scheduled functions in the tables of a transaction. */
record ScheduleTable(Transaction transaction) {

  static final Table TABLE = SystemTables.SCHEDULED_FUNCTIONS;

  DocumentId insert(ObjectValue pending) {
    return transaction.insert(TABLE, pending);
  }

  Optional<ScheduledFunction> find(DocumentId id) {
    return transaction.get(TABLE, id).map(ScheduledFunction::of);
  }

  boolean isIn(DocumentId id, ScheduledState state) {
    return find(id).filter(function -> function.state() == state).isPresent();
  }

  /** Changes some fields of one that is there. */
  void change(DocumentId id, ObjectValue fields) {
    transaction.patch(TABLE, id, fields, Set.of());
  }

  /** Ends one that has not ended; does nothing otherwise. */
  void cancel(DocumentId id, Instant now) {
    if (isIn(id, ScheduledState.PENDING) || isIn(id, ScheduledState.IN_PROGRESS)) {
      change(id, ScheduledFunction.ended(ScheduledState.CANCELED, now));
    }
  }

  /** Forgets one that has ended; does nothing otherwise. */
  void forget(DocumentId id) {
    if (find(id).flatMap(ScheduledFunction::completed).isPresent()) {
      transaction.delete(TABLE, id);
    }
  }
}
