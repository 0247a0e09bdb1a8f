package dev.convexairbyte.stub.datasync;

import dev.convexairbyte.stub.log.TabletId;
import dev.convexairbyte.values.DocumentId;

/**
 * How far the table is that is being walked by id.
 *
 * @param last the last document walked; {@link DocumentId#MIN} before the first
 * @param documents how many were walked
 */
record TableWalk(TabletId tablet, TableName table, DocumentId last, long documents) {

  static TableWalk startOf(TabletId tablet, TableName table) {
    return new TableWalk(tablet, table, DocumentId.MIN, 0);
  }

  TableWalk after(DocumentId id, int more) {
    return new TableWalk(tablet, table, id, documents + more);
  }
}
