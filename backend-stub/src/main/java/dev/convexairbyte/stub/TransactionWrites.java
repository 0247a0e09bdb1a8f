package dev.convexairbyte.stub;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.stub.admin.DeploymentWrites;
import dev.convexairbyte.stub.database.CatalogChanges;
import dev.convexairbyte.stub.database.Transaction;
import dev.convexairbyte.stub.tables.PrimaryKeyIndex;
import dev.convexairbyte.stub.tables.Table;
import java.util.List;

/** What the admin routes write, by way of what tests in Java use. */
final class TransactionWrites implements DeploymentWrites {

  private final Transaction transaction;
  private final Writes writes;

  TransactionWrites(Transaction transaction) {
    this.transaction = transaction;
    this.writes = new Writes(transaction);
  }

  @Override
  public String insert(String component, String table, ObjectNode document) {
    return writes.insert(component, table, document);
  }

  @Override
  public void patch(String id, ObjectNode fields, List<String> unset) {
    writes.patch(id, fields, unset);
  }

  @Override
  public void replace(String id, ObjectNode document) {
    writes.replace(id, document);
  }

  @Override
  public void delete(String id) {
    writes.delete(id);
  }

  @Override
  public void createTable(String component, String table) {
    writes.createTable(component, table);
  }

  @Override
  public void dropTable(String component, String table) {
    writes.dropTable(component, table);
  }

  @Override
  public void dropComponent(String component) {
    CatalogChanges catalog = transaction.catalog();
    catalog.activeWithin(component).forEach(catalog::drop);
  }

  @Override
  public List<String> replaceTable(String component, String table, List<ObjectNode> documents) {
    writes.createTable(component, table);
    CatalogChanges catalog = transaction.catalog();
    Table replaced = catalog.table(component, table).orElseThrow();
    Table hidden = catalog.addHidden(component, table);
    catalog
        .index(replaced)
        .ifPresent(
            index ->
                catalog.put(
                    new PrimaryKeyIndex(hidden.tablet(), index.fields(), index.backfilling())));
    catalog.activate(hidden);
    return documents.stream().map(document -> writes.insert(component, table, document)).toList();
  }
}
