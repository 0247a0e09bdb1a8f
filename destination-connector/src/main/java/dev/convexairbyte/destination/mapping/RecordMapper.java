package dev.convexairbyte.destination.mapping;

import dev.convexairbyte.cdk.failure.ConnectorException;
import dev.convexairbyte.cdk.io.IncomingMessage.IncomingRecord;
import dev.convexairbyte.cdk.message.FailureType;
import dev.convexairbyte.destination.config.LargeIntegers;
import dev.convexairbyte.destination.plan.PrimaryKey;
import dev.convexairbyte.destination.plan.StreamPlan;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns the records of one stream into what is sent for them, and refuses those that Convex would
 * refuse. For one thread at a time.
 */
public final class RecordMapper {

  /** A request has at most 20 MiB; what stands around its records needs far less than this. */
  private static final int MAX_BYTES = (20 << 20) - (64 << 10);

  private final StreamPlan plan;
  private final @Nullable KeyFields keyFields;
  private final RecordScan scan;

  /** For records that were written anew under the names that Convex stores. */
  private final RecordScan storedScan;

  private final KeyText keyText;
  private final NameReport nameReport;

  public RecordMapper(StreamPlan plan, LargeIntegers largeIntegers) {
    PrimaryKey key = plan.key();
    int paths = key == null ? 0 : key.paths().size();
    this.plan = plan;
    this.keyFields = key == null ? null : KeyFields.of(key);
    this.scan = new RecordScan(keyFields, paths, largeIntegers);
    this.storedScan =
        new RecordScan(key == null ? null : KeyFields.asStored(key), paths, largeIntegers);
    this.keyText = new KeyText(largeIntegers);
    this.nameReport = new NameReport(plan.stream());
  }

  /**
   * What is sent for a record: one object, or two for a delete. The backend inserts a delete whose
   * row is absent (get-convex/convex-backend, crates/application/src/lib.rs), so the row is written
   * first, and the delete after it always finds one. Where the table's schema refuses that row, the
   * mark makes it refuse an insert of the delete as well, so that the delete can be sent alone.
   *
   * @throws RefusedRecordException naming stream, line, key fields and field, if the record cannot
   *     be written; never with a value, so the line is how to find it
   */
  public MappedRecord map(IncomingRecord record) {
    try {
      return mapped(new JsonSlice(record.bytes(), record.dataStart(), record.dataEnd()));
    } catch (RecordProblemException e) {
      tellOfNewNames();
      throw refused(record, e);
    }
  }

  /** The scan takes a name for new only once, so those of a refused record are told of too. */
  private void tellOfNewNames() {
    if (!scan.isIrregular()) {
      nameReport.tell(scan.nameChanges());
    }
  }

  private MappedRecord mapped(JsonSlice data) {
    scan.run(data);
    if (scan.isIrregular()) {
      NameChanges changes = new NameChanges();
      JsonSlice stored = stored(data, changes);
      storedScan.run(stored);
      return mapped(stored, storedScan, changes);
    }
    return mapped(data, scan, scan.nameChanges());
  }

  private JsonSlice stored(JsonSlice data, NameChanges changes) {
    try {
      RecordTree stored = new Renaming(changes).stored(RecordTree.read(data), keyFields);
      return JsonSlice.of(stored.write(data, JsonSlice::toByteArray));
    } catch (IOException e) {
      throw new RecordProblemException(RecordProblem.NOT_JSON, "");
    }
  }

  private MappedRecord mapped(JsonSlice data, RecordScan found, NameChanges changes) {
    RecordProblemException problem = found.problem();
    if (problem != null) {
      throw problem;
    }
    requireKey(found.keySpans());
    boolean isDelete = found.isDelete() && plan.key() != null;
    List<JsonSlice> objects =
        isDelete
            ? List.of(found.asUpsert(), DeleteMark.addedTo(found.asItCame()))
            : List.of(found.asItCame());
    RecordKey key = plan.key() == null ? null : keyText.of(data.bytes(), found.keySpans());
    MappedRecord mapped = new MappedRecord(objects, key, isDelete);
    if (mapped.bytes() > MAX_BYTES) {
      throw new RecordProblemException(RecordProblem.TOO_LARGE_TO_SEND, found.largestField());
    }
    nameReport.tell(changes);
    return mapped;
  }

  private void requireKey(KeySpans spans) {
    int missing = spans.firstMissing();
    PrimaryKey key = plan.key();
    if (key != null && missing != KeyFields.NO_PATH) {
      throw new RecordProblemException(
          RecordProblem.KEY_MISSING, PrimaryKey.dotted(key.paths().get(missing)));
    }
  }

  /** Without a cause: nothing that could quote the record may come along. */
  private RefusedRecordException refused(IncomingRecord record, RecordProblemException e) {
    String sentence =
        "Tried to write a record of stream "
            + plan.stream()
            + ", input line "
            + record.lineNumber()
            + keyInWords()
            + ", but failed because "
            + e.problem().reason(e.place())
            + "; "
            + e.problem().remedy()
            + ".";
    return new RefusedRecordException(
        e.problem().failureType() == FailureType.CONFIG_ERROR
            ? ConnectorException.config(sentence)
            : ConnectorException.system(sentence));
  }

  private String keyInWords() {
    PrimaryKey key = plan.key();
    if (key == null) {
      return "";
    }
    List<String> paths = key.paths().stream().map(PrimaryKey::dotted).toList();
    return (paths.size() == 1 ? ", key field " : ", key fields ") + String.join(" and ", paths);
  }
}
