package dev.convexairbyte.client;

import com.fasterxml.jackson.core.JsonParser;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.Method;

/** Writes the records of one table: in a transaction, if they fit into one. */
record ImportAirbyteRecords(ImportBatch batch) implements Endpoint<Done> {

  @Override
  public Method method() {
    return Method.POST;
  }

  @Override
  public String path() {
    return "/api/streaming_import/import_airbyte_records";
  }

  @Override
  public HttpEntity body() {
    return new ImportBody(batch);
  }

  @Override
  public boolean answersNothing() {
    return true;
  }

  @Override
  public Done answer(JsonParser json) {
    return Done.of(json);
  }

  @Override
  public String action() {
    String records = batch.records() == 1 ? "1 record" : batch.records() + " records";
    return "import %s into the table %s".formatted(records, batch.table());
  }

  @Override
  public Permission permission() {
    return Permission.IMPORT;
  }

  /** Two rows of one key are such an error (crates/database/src/query/mod.rs). */
  @Override
  public String unnamedErrorRemedy() {
    return batch.hasKey()
        ? Remedies.UNNAMED_AT_IMPORT
            + ", or in the table for two rows with one key, as a sync without the key leaves them:"
            + " clear or refresh the stream then"
        : Remedies.UNNAMED_AT_IMPORT;
  }
}
