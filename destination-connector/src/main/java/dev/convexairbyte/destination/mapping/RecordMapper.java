package dev.convexairbyte.destination.mapping;

import com.fasterxml.jackson.core.JsonParser;
import dev.convexairbyte.cdk.failure.ConnectorException;
import dev.convexairbyte.cdk.io.IncomingMessage.IncomingRecord;
import dev.convexairbyte.cdk.json.Json;
import dev.convexairbyte.destination.config.LargeIntegers;
import dev.convexairbyte.destination.plan.PrimaryKey;
import dev.convexairbyte.destination.plan.StreamPlan;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns the records of one stream into what is sent for them. */
public final class RecordMapper {

  private final StreamPlan plan;
  private final LargeIntegers largeIntegers;
  private final StoredNames storedNames = new StoredNames();
  private final @Nullable KeyFields keyFields;

  public RecordMapper(StreamPlan plan, LargeIntegers largeIntegers) {
    this.plan = plan;
    this.largeIntegers = largeIntegers;
    PrimaryKey key = plan.key();
    this.keyFields = key == null ? null : KeyFields.of(key);
  }

  /**
   * What is sent for a record: one object, or two for a delete. The backend inserts a delete whose
   * row is absent (get-convex/convex-backend, crates/application/src/lib.rs), so the row is written
   * first, and the delete after it always finds one.
   *
   * @throws RefusedRecordException naming stream, line and field, if the record cannot be written
   */
  public MappedRecord map(IncomingRecord record) {
    JsonSlice data = new JsonSlice(record.line(), record.dataStart(), record.dataEnd());
    RecordScan scan = scan(record, data);
    requireKey(record, scan);
    if (scan.isDelete() && keyFields != null) {
      return new MappedRecord(List.of(scan.asUpsert(), scan.asItCame()), null, true);
    }
    return new MappedRecord(List.of(scan.asItCame()), null, false);
  }

  private RecordScan scan(IncomingRecord record, JsonSlice data) {
    try (JsonParser parser =
        Json.factory().createParser(data.bytes(), data.start(), data.length())) {
      RecordScan scan = new RecordScan(parser, data, storedNames, keyFields, largeIntegers);
      scan.run();
      return scan;
    } catch (UnwritableFieldException e) {
      throw refused(record, e);
    } catch (IOException e) {
      // Without the cause: Jackson's messages quote the record.
      throw new RefusedRecordException(
          ConnectorException.system(
              "Tried to read the record of stream "
                  + plan.stream()
                  + " in input line "
                  + record.lineNumber()
                  + " but failed because its data are not a JSON object that Convex could store; report"
                  + " this to the maintainers of the source."));
    }
  }

  private RefusedRecordException refused(IncomingRecord record, UnwritableFieldException field) {
    String sentence =
        "Tried to write a record of stream "
            + plan.stream()
            + ", input line "
            + record.lineNumber()
            + ", but failed because "
            + field.reason()
            + "; "
            + field.remedy()
            + ".";
    return new RefusedRecordException(ConnectorException.config(sentence));
  }

  private void requireKey(IncomingRecord record, RecordScan scan) {
    PrimaryKey key = plan.key();
    if (key == null) {
      return;
    }
    int missing = scan.firstMissingPath(key.paths().size());
    if (missing != KeyFields.NO_PATH) {
      throw new RefusedRecordException(
          ConnectorException.system(
              "Tried to write a record of stream "
                  + plan.stream()
                  + ", input line "
                  + record.lineNumber()
                  + ", but failed because it has no field "
                  + PrimaryKey.dotted(key.paths().get(missing))
                  + ", which the primary key needs; choose a primary key that every record has."));
    }
  }
}
