package dev.convexairbyte.destination.state;

import static dev.convexairbyte.destination.TestInput.globalStateLine;
import static dev.convexairbyte.destination.TestInput.recordLine;
import static dev.convexairbyte.destination.TestInput.streamStateLine;
import static dev.convexairbyte.destination.TestStream.append;
import static dev.convexairbyte.destination.TestStream.catalog;
import static dev.convexairbyte.destination.TestStream.overwrite;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convexairbyte.cdk.failure.ConnectorException;
import dev.convexairbyte.cdk.io.IncomingMessage.IncomingRecord;
import dev.convexairbyte.cdk.io.IncomingMessage.IncomingState;
import dev.convexairbyte.cdk.message.FailureType;
import dev.convexairbyte.cdk.message.StreamDescriptor;
import dev.convexairbyte.destination.TestClock;
import dev.convexairbyte.destination.TestInput;
import dev.convexairbyte.destination.TestStream;
import dev.convexairbyte.destination.plan.StreamNames;
import dev.convexairbyte.destination.plan.StreamPlan;
import dev.convexairbyte.destination.plan.WritePlan;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StateQueueTest {

  private static final String EMPTY_LEGACY = "{\"type\":\"STATE\",\"state\":{\"data\":{}}}";

  private final TestInput input = new TestInput();
  private final TestClock clock = new TestClock();
  private final StateShelf shelf =
      new StateShelf(1000, Path.of(System.getProperty("java.io.tmpdir")));
  private final Pending pending = new Pending();
  private final List<String> sent = new ArrayList<>();

  @AfterEach
  void closeShelf() {
    shelf.close();
  }

  @Test
  void sendsAStateBackAtOnceWhenNothingIsPending() {
    StateQueue queue = queue(append("users"));

    receive(queue, streamStateLine("users", "1"));

    assertThat(sent).containsExactly(streamStateLine("users", "1") + " 0");
  }

  @Test
  void keepsAStateUntilTheRecordsBeforeItAreDurable() {
    StateQueue queue = queue(append("users"));
    record(queue, "users");
    record(queue, "users");

    receive(queue, streamStateLine("users", "1"));

    assertThat(sent).isEmpty();
    pending.written("users");
    queue.release();
    assertThat(sent).containsExactly(streamStateLine("users", "1") + " 2");
  }

  @Test
  void doesNotWaitForRecordsAfterTheState() {
    StateQueue queue = queue(append("users"));
    record(queue, "users");
    receive(queue, streamStateLine("users", "1"));
    pending.written("users");
    record(queue, "users");
    receive(queue, streamStateLine("users", "2"));

    queue.release();

    assertThat(sent).containsExactly(streamStateLine("users", "1") + " 1");
  }

  @Test
  void countsTheRecordsOfEachInterval() {
    StateQueue queue = queue(append("users"));
    record(queue, "users");
    receive(queue, streamStateLine("users", "1"));
    record(queue, "users");
    record(queue, "users");
    receive(queue, streamStateLine("users", "2"));
    receive(queue, streamStateLine("users", "3"));

    pending.written("users");
    queue.release();

    assertThat(sent)
        .containsExactly(
            streamStateLine("users", "1") + " 1",
            streamStateLine("users", "2") + " 2",
            streamStateLine("users", "3") + " 0");
  }

  @Test
  void doesNotLetOneStreamWaitForAnother() {
    StateQueue queue = queue(append("users"), append("orders"));
    record(queue, "users");
    record(queue, "orders");
    record(queue, "users");
    receive(queue, streamStateLine("users", "1"));
    receive(queue, streamStateLine("orders", "1"));

    pending.written("orders");
    queue.release();

    assertThat(sent).containsExactly(streamStateLine("orders", "1") + " 1");
    pending.written("users");
    queue.release();
    assertThat(sent).endsWith(streamStateLine("users", "1") + " 2");
  }

  @Test
  void letsAGlobalStateWaitForAllStreams() {
    StateQueue queue = queue(append("users"), append("orders"));
    record(queue, "users");
    record(queue, "orders");
    record(queue, "users");
    receive(queue, globalStateLine("users:{}"));

    pending.written("users");
    queue.release();

    assertThat(sent).isEmpty();
    pending.written("orders");
    queue.release();
    assertThat(sent).containsExactly(globalStateLine("users:{}") + " 3");
  }

  @Test
  void keepsGlobalStatesInOrderAndCountsBetweenThem() {
    StateQueue queue = queue(append("users"), append("orders"));
    record(queue, "users");
    receive(queue, globalStateLine("users:1"));
    record(queue, "orders");
    record(queue, "users");
    receive(queue, globalStateLine("users:2"));

    pending.written("users");
    pending.written("orders");
    queue.release();

    assertThat(sent)
        .containsExactly(globalStateLine("users:1") + " 1", globalStateLine("users:2") + " 2");
  }

  @Test
  void treatsALegacyStateAsOneForAllStreams() {
    String legacy = "{\"type\":\"STATE\",\"state\":{\"data\":{\"users\":1}}}";
    StateQueue queue = queue(append("users"), append("orders"));
    record(queue, "users");
    record(queue, "orders");
    receive(queue, legacy);
    assertThat(sent).isEmpty();

    pending.written("users");
    pending.written("orders");
    queue.release();

    assertThat(sent).containsExactly(legacy + " 2");
  }

  @Test
  void refusesAStateOfAnotherTypeThanTheFirst() {
    StateQueue queue = queue(append("users"));
    receive(queue, streamStateLine("users", "1"));

    assertThatThrownBy(() -> receive(queue, globalStateLine("users:1")))
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e -> assertThat(e.failureType()).isEqualTo(FailureType.SYSTEM_ERROR))
        .hasMessageContaining("input line 2")
        .hasMessageContaining("of type GLOBAL")
        .hasMessageContaining("of type STREAM");
  }

  @Test
  void refusesAStateWithoutTheBodyOfItsType() {
    StateQueue queue = queue(append("users"));

    for (String type : List.of("STREAM", "GLOBAL")) {
      String line = "{\"type\":\"STATE\",\"state\":{\"type\":\"" + type + "\"}}";
      assertThatThrownBy(() -> receive(queue, line))
          .isInstanceOf(ConnectorException.class)
          .hasMessageContaining("Tried to read the STATE in input line ");
    }
  }

  @Test
  void sendsBackTheStateOfAStreamThatIsNotWritten() {
    StateQueue queue = queue(append("users"));
    record(queue, "users");

    receive(queue, streamStateLine("other", "1"));

    assertThat(sent).containsExactly(streamStateLine("other", "1") + " 0");
  }

  @Test
  void takesAnEmptyNamespaceForNone() {
    String line =
        "{\"type\":\"STATE\",\"state\":{\"type\":\"STREAM\",\"stream\":{\"stream_descriptor\":"
            + "{\"name\":\"users\",\"namespace\":\"\"},\"stream_state\":null}}}";
    StateQueue queue = queue(append("users"));
    record(queue, "users");
    receive(queue, line);
    assertThat(sent).isEmpty();

    pending.written("users");
    queue.release();

    assertThat(sent).containsExactly(line + " 1");
  }

  @Test
  void keepsAStreamsStateWhileItsTableIsToBeCleared() {
    StateQueue queue = queue(overwrite("users"));
    pending.clearOwed("users");

    receive(queue, streamStateLine("users", "null"));

    assertThat(sent).isEmpty();
    assertThat(queue.isOverdue()).isFalse();
    pending.cleared("users");
    queue.release();
    assertThat(sent).containsExactly(streamStateLine("users", "null") + " 0");
  }

  @Test
  void letsAGlobalStateWaitOnlyForTheClearsThatItAsksFor() {
    StateQueue queue = queue(overwrite("users"), append("orders"));
    pending.clearOwed("users");

    receive(queue, globalStateLine("users:null", "orders:1"));
    receive(queue, globalStateLine("users:null", "other:1"));

    assertThat(sent).containsExactly(globalStateLine("users:null", "orders:1") + " 0");
    pending.cleared("users");
    queue.release();
    assertThat(sent).endsWith(globalStateLine("users:null", "other:1") + " 0");
  }

  @Test
  void letsAnEmptyLegacyStateWaitForAllClears() {
    StateQueue queue = queue(overwrite("users"), overwrite("orders"));
    pending.clearOwed("orders");

    receive(queue, EMPTY_LEGACY);

    assertThat(sent).isEmpty();
    pending.cleared("orders");
    queue.release();
    assertThat(sent).containsExactly(EMPTY_LEGACY + " 0");
  }

  @Test
  void holdsTheStatesOfATruncatedStreamUntilToldOtherwise() {
    StateQueue queue = queue(append("users").truncated(), append("orders"));
    record(queue, "users");
    receive(queue, streamStateLine("users", "1"));
    receive(queue, streamStateLine("orders", "1"));
    pending.written("users");

    queue.release();

    assertThat(sent).containsExactly(streamStateLine("orders", "1") + " 0");
    queue.releaseHeld();
    assertThat(sent).endsWith(streamStateLine("users", "1") + " 1");
  }

  @Test
  void holdsGlobalStatesWhileAnyStreamIsTruncated() {
    StateQueue queue = queue(append("users").truncated(), append("orders"));

    receive(queue, globalStateLine("orders:1"));

    assertThat(sent).isEmpty();
    queue.releaseHeld();
    assertThat(sent).containsExactly(globalStateLine("orders:1") + " 0");
  }

  @Test
  void isFullWhileManyStatesWaitForRecordsToBeWritten() {
    StateQueue queue = queue(append("users"));
    record(queue, "users");
    receive(queue, streamStateLine("users", "1"));
    assertThat(queue.isFull()).isFalse();

    for (int number = 2; number < 6; number++) {
      receive(queue, streamStateLine("users", "" + number));
    }

    assertThat(queue.isFull()).isTrue();
    pending.written("users");
    queue.release();
    assertThat(queue.isFull()).isFalse();
    assertThat(sent).hasSize(5);
  }

  @Test
  void isNotFullOfStatesThatWritingWouldNotFreeAndSendsThemBackInOrder() {
    StateQueue queue = queue(append("users").truncated(), overwrite("old"), append("orders"));
    pending.clearOwed("old");
    List<String> held = new ArrayList<>();
    for (int number = 0; number < 50; number++) {
      receive(queue, streamStateLine("users", "" + number));
      receive(queue, streamStateLine("old", "" + number));
      held.add(streamStateLine("users", "" + number) + " 0");
    }
    assertThat(sent).isEmpty();
    assertThat(queue.isFull()).isFalse();

    pending.cleared("old");
    queue.release();
    assertThat(sent).hasSize(50).allMatch(line -> line.contains("\"old\""));
    sent.clear();
    queue.releaseHeld();

    assertThat(sent).isEqualTo(held);
  }

  @Test
  void isOverdueTenSecondsAfterAStateThatWaitsForRecords() {
    StateQueue queue = queue(append("users"));
    record(queue, "users");
    receive(queue, streamStateLine("users", "1"));
    clock.advance(Duration.ofSeconds(6));
    receive(queue, streamStateLine("users", "2"));
    clock.advance(Duration.ofMillis(3_999));
    assertThat(queue.isOverdue()).isFalse();

    clock.advance(Duration.ofMillis(1));

    assertThat(queue.isOverdue()).isTrue();
    pending.written("users");
    queue.release();
    assertThat(queue.isOverdue()).isFalse();
  }

  @Test
  void isOverdueTenThousandRecordsAfterAStateThatWaitsForRecords() {
    StateQueue queue = queue(append("users"), append("orders"));
    record(queue, "users");
    receive(queue, streamStateLine("users", "1"));
    for (int number = 1; number < StateQueue.MOST_RECORDS; number++) {
      queue.accepted(queue.counts(new StreamDescriptor("orders", null)));
    }
    assertThat(queue.isOverdue()).isFalse();

    queue.accepted(queue.counts(new StreamDescriptor("orders", null)));

    assertThat(queue.isOverdue()).isTrue();
  }

  @Test
  void isNotOverdueForTheSakeOfAStateThatWritingWouldNotFree() {
    StateQueue queue = queue(append("users").truncated());
    record(queue, "users");
    receive(queue, streamStateLine("users", "1"));

    clock.advance(Duration.ofMinutes(1));

    assertThat(queue.isOverdue()).isFalse();
  }

  @Test
  void isNotOverdueForTheSakeOfRecordsThatAreUnderWay() {
    StateQueue queue = queue(append("users"));
    record(queue, "users");
    pending.sent("users");
    receive(queue, streamStateLine("users", "1"));

    clock.advance(Duration.ofMinutes(1));
    queue.release();

    assertThat(queue.isOverdue()).isFalse();
    assertThat(sent).isEmpty();
  }

  @Test
  void countsARejectedRecordInTheIntervalThatItCameIn() {
    StateQueue queue = queue(append("users"));
    record(queue, "users");
    receive(queue, streamStateLine("users", "1"));
    record(queue, "users");
    record(queue, "users");
    receive(queue, streamStateLine("users", "2"));
    record(queue, "users");

    queue.rejected(new StreamDescriptor("users", null), 3);
    queue.rejected(new StreamDescriptor("users", null), 6);
    pending.written("users");
    queue.release();
    receive(queue, streamStateLine("users", "3"));

    assertThat(sent)
        .containsExactly(
            streamStateLine("users", "1") + " 1",
            streamStateLine("users", "2") + " 1 without 1",
            streamStateLine("users", "3") + " 0 without 1");
  }

  @Test
  void countsARejectedRecordInTheGlobalStateThatCoversIt() {
    StateQueue queue = queue(append("users"), append("orders"));
    record(queue, "users");
    record(queue, "orders");
    queue.rejected(queue.counts(new StreamDescriptor("orders", null)));
    receive(queue, globalStateLine("users:1"));

    queue.rejected(new StreamDescriptor("users", null), 1);
    pending.written("users");
    pending.written("orders");
    queue.release();

    assertThat(sent).containsExactly(globalStateLine("users:1") + " 0 without 2");
  }

  private StateQueue queue(TestStream... streams) {
    WritePlan plan = WritePlan.of(catalog(streams));
    plan.streams().stream().map(StreamPlan::stream).forEach(pending.known::add);
    return new StateQueue(
        plan,
        pending,
        clock,
        shelf,
        (line, records) ->
            sent.add(
                new String(line, StandardCharsets.UTF_8)
                    + " "
                    + records.written()
                    + (records.rejected() == 0 ? "" : " without " + records.rejected())));
  }

  private void record(StateQueue queue, String stream) {
    IncomingRecord record = (IncomingRecord) input.message(recordLine(stream, "{}"));
    pending.firstLines.putIfAbsent(record.stream(), record.lineNumber());
    queue.accepted(queue.counts(record.stream()));
  }

  private void receive(StateQueue queue, String line) {
    IncomingState state = (IncomingState) input.message(line);
    queue.received(state, StateSubject.of(state, new StreamNames(pending.known)));
  }

  /** What the writers would know. */
  private static final class Pending implements Durability {

    private final Set<StreamDescriptor> known = new HashSet<>();
    private final Map<StreamDescriptor, Long> firstLines = new HashMap<>();
    private final Set<StreamDescriptor> underWay = new HashSet<>();
    private final Set<StreamDescriptor> clearsOwed = new HashSet<>();

    void written(String stream) {
      firstLines.remove(new StreamDescriptor(stream, null));
    }

    void sent(String stream) {
      underWay.add(new StreamDescriptor(stream, null));
    }

    void clearOwed(String stream) {
      clearsOwed.add(new StreamDescriptor(stream, null));
    }

    void cleared(String stream) {
      clearsOwed.remove(new StreamDescriptor(stream, null));
    }

    @Override
    public long firstPendingLine(StreamDescriptor stream) {
      return firstLines.getOrDefault(stream, Long.MAX_VALUE);
    }

    @Override
    public long firstUnsentLine(StreamDescriptor stream) {
      return underWay.contains(stream) ? Long.MAX_VALUE : firstPendingLine(stream);
    }

    @Override
    public boolean isClearOwed(StreamDescriptor stream) {
      return clearsOwed.contains(stream);
    }
  }
}
