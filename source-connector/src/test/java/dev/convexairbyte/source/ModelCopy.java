package dev.convexairbyte.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convexairbyte.cdk.message.AirbyteStateMessage;
import dev.convexairbyte.cdk.message.SyncMode;
import dev.convexairbyte.client.TablePath;
import dev.convexairbyte.source.ModelTable.Revision;
import dev.convexairbyte.source.state.StateFormat;
import dev.convexairbyte.source.state.StreamPosition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a warehouse has of one stream: by id the newest revision, and the last state. Holds every
 * line against what was committed: a record to the revision that it says it is, a state to all that
 * it says was printed before it.
 */
final class ModelCopy {

  /** The id in a cursor that stands behind a table, before the next. */
  private static final String BEFORE_ALL_IDS = "0400000000000000000000000000248";

  private final ModelDeployment deployment;
  private final TablePath path;
  private final boolean incremental;
  private final boolean generations;
  private final Map<String, Revision> rows = new HashMap<>();
  private final Map<String, Long> printedInThisRead = new HashMap<>();
  private Optional<AirbyteStateMessage> saved = Optional.empty();
  private StreamPosition position = new StreamPosition.Unread();
  private Optional<Long> firstSnapshot = Optional.empty();
  private boolean resumed;
  private boolean replacesAll;
  private long recordsSinceState;

  /**
   * @param generations whether what a broken attempt left is kept even if no state came with it
   */
  ModelCopy(ModelDeployment deployment, TablePath path, SyncMode mode, boolean generations) {
    this.deployment = deployment;
    this.path = path;
    this.incremental = mode == SyncMode.INCREMENTAL;
    this.generations = generations;
  }

  Optional<AirbyteStateMessage> saved() {
    return saved;
  }

  /**
   * A full refresh that does not go on with what an earlier read began takes a new copy's place.
   */
  void beginRead() {
    printedInThisRead.clear();
    recordsSinceState = 0;
    resumed = position instanceof StreamPosition.InSnapshot;
    replacesAll =
        !incremental && (generations ? position instanceof StreamPosition.InLog : !resumed);
  }

  void takeRecord(JsonNode data) {
    String id = data.path("_id").asText();
    long ts = data.path("_ts").longValue();
    Revision revision = revision(id, ts);
    assertSaysWhatWasWritten(data, revision);
    assertThat(saysThatItWasPrinted(position, id, ts)).as("%s, again", revision).isFalse();
    assertThat(printedInThisRead.getOrDefault(id, -1L))
        .as("time of the record before")
        .isLessThan(ts);
    printedInThisRead.put(id, ts);
    recordsSinceState++;
    replaceAllIfDue();
    rows.merge(id, revision, ModelCopy::newer);
  }

  private boolean saysThatItWasPrinted(StreamPosition position, String id, long ts) {
    if (position instanceof StreamPosition.InLog log) {
      return incremental && ts <= log.cursor();
    }
    if (position instanceof StreamPosition.InSnapshot in && in.cursor() != null) {
      String last = idIn(in.cursor());
      return ts <= in.snapshot() && (last.equals(BEFORE_ALL_IDS) || id.compareTo(last) <= 0);
    }
    return false;
  }

  private Revision revision(String id, long ts) {
    List<Revision> found =
        deployment.named(path).flatMap(table -> table.revision(id, ts).stream()).toList();
    assertThat(found).as("what was written to %s at %d", id, ts).hasSize(1);
    return found.get(0);
  }

  private void assertSaysWhatWasWritten(JsonNode data, Revision revision) {
    assertThat(data.path("_component").asText()).isEqualTo(path.component());
    assertThat(data.path("_table").asText()).isEqualTo(path.table());
    assertThat(data.path("_deleted").booleanValue()).isEqualTo(revision.isTombstone());
    Integer number = revision.number();
    assertThat(data.has("number")).isEqualTo(number != null);
    boolean hasSecret = number != null && !path.component().isEmpty();
    assertThat(data.has("secret")).as("a field that is excluded in the root").isEqualTo(hasSecret);
    if (number != null) {
      assertThat(data.path("number").intValue()).isEqualTo(number);
    }
    if (number != null && hasSecret) {
      assertThat(data.path("secret").asText()).isEqualTo(ModelDeployment.secret(number));
    }
  }

  private void replaceAllIfDue() {
    if (replacesAll) {
      rows.clear();
      replacesAll = false;
    }
  }

  void takeState(JsonNode body) {
    AirbyteStateMessage state = SourceRun.JSON.convertValue(body, AirbyteStateMessage.class);
    StreamPosition next = StateFormat.read(List.of(state)).values().iterator().next();
    assertThat(body.path("sourceStats").path("recordCount").asLong()).isEqualTo(recordsSinceState);
    assertThat(timestamp(next)).as("state").isGreaterThanOrEqualTo(timestamp(position));
    boolean kept = next.equals(position) && recordsSinceState == 0;
    if (!kept) {
      replaceAllIfDue();
      assertIsCovered(next);
    }
    recordsSinceState = 0;
    position = next;
    saved = Optional.of(state);
  }

  private static long timestamp(StreamPosition position) {
    if (position instanceof StreamPosition.InSnapshot in) {
      return in.snapshot();
    }
    return position instanceof StreamPosition.InLog log ? log.cursor() : -1;
  }

  private void assertIsCovered(StreamPosition next) {
    assertThat(deployment.hasCommitAt(timestamp(next)))
        .as("a time of the server: %s", next)
        .isTrue();
    if (next instanceof StreamPosition.InSnapshot in) {
      assertThat(position)
          .as("before %s", in)
          .isNotInstanceOf(incremental ? StreamPosition.InLog.class : Void.class);
      firstSnapshot = firstSnapshot.or(() -> Optional.of(in.snapshot()));
      assertThat(incremental ? firstSnapshot.orElseThrow() : in.snapshot())
          .as("the snapshot that was chosen first")
          .isEqualTo(in.snapshot());
      if (in.cursor() != null) {
        assertHasRowsUpTo(in.snapshot(), idIn(in.cursor()));
      }
    }
    if (next instanceof StreamPosition.InLog log) {
      if (incremental) {
        // What earlier states said has been held against the tables already.
        assertHas(
            position instanceof StreamPosition.InLog before
                ? changes(before.cursor(), log.cursor())
                : required(log.cursor()));
      } else {
        assertThat(rows).as("the table as of %d", log.cursor()).isEqualTo(asOf(log.cursor()));
      }
    }
  }

  /** Also that the cursor is of this table, and not of another that the walk came by. */
  private void assertHasRowsUpTo(long snapshot, String id) {
    Map<String, Revision> table = asOf(snapshot);
    if (!id.equals(BEFORE_ALL_IDS)) {
      assertThat(table).as("the table as of %d", snapshot).containsKey(id);
      table.keySet().removeIf(later -> later.compareTo(id) > 0);
    }
    assertHas(table);
  }

  private static String idIn(String cursor) {
    try {
      return SourceRun.JSON.readTree(cursor).path("id").asText();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void assertHas(Map<String, Revision> required) {
    assertThat(required.values().stream().filter(revision -> !isPrinted(revision)))
        .as("what should be out by now")
        .isEmpty();
  }

  private boolean isPrinted(Revision revision) {
    Revision printed = rows.get(revision.id());
    return printed != null && printed.ts() >= revision.ts();
  }

  private Map<String, Revision> asOf(long ts) {
    return newestById(
        deployment
            .named(path)
            .filter(table -> table.isVisibleAt(ts))
            .flatMap(table -> table.documents(ts)));
  }

  /**
   * What an incremental copy must have once the log is read up to a time. Not what was written to
   * tables that were dropped since, unless the snapshot held it; and nothing that an import had
   * written before the snapshot was taken, which neither the snapshot nor the log tells of.
   */
  private Map<String, Revision> required(long upTo) {
    assertThat(firstSnapshot).as("a snapshot before the log").isPresent();
    long snapshot = firstSnapshot.orElseThrow();
    Map<String, Revision> required = asOf(snapshot);
    changes(snapshot, upTo).forEach((id, change) -> required.merge(id, change, ModelCopy::newer));
    return required;
  }

  private Map<String, Revision> changes(long after, long upTo) {
    return newestById(
        deployment
            .named(path)
            .filter(table -> !table.isDropped())
            .flatMap(table -> table.newest(after, upTo)));
  }

  private static Revision newer(Revision one, Revision other) {
    return one.ts() >= other.ts() ? one : other;
  }

  private static Map<String, Revision> newestById(Stream<Revision> revisions) {
    return revisions.collect(
        Collectors.toMap(Revision::id, revision -> revision, ModelCopy::newer, HashMap::new));
  }

  /** To be called after a read to the end, while nothing was written. */
  void assertIsTheTable() {
    if (deployment.visible(path).isEmpty()) {
      return;
    }
    assertThat(position).isInstanceOf(StreamPosition.InLog.class);
    if (incremental || !resumed) {
      assertThat(timestamp(position)).as("cursor").isEqualTo(deployment.newestCommit());
    }
    if (!incremental) {
      // Its states were held against the table when they came.
      return;
    }
    Map<String, Revision> required = required(deployment.newestCommit());
    assertHas(required);
    assertThat(
            rows.values().stream()
                .filter(row -> !row.equals(required.get(row.id())) && !row.table().isDropped()))
        .as("what is neither in the table nor was in one that was dropped")
        .isEmpty();
  }
}
