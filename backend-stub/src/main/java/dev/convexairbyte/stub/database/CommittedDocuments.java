package dev.convexairbyte.stub.database;

import dev.convexairbyte.stub.log.TabletId;
import dev.convexairbyte.values.ConvexValue.ObjectValue;
import dev.convexairbyte.values.DocumentId;
import java.util.Optional;
import java.util.function.BiConsumer;

/** The documents that others committed, as a transaction reads them. */
interface CommittedDocuments {

  Optional<ObjectValue> document(TabletId tablet, DocumentId id);

  /** Has every document of the tablet taken, once, in id order. */
  void documents(TabletId tablet, BiConsumer<DocumentId, ObjectValue> taker);
}
