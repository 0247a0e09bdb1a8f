package dev.convexairbyte.destination.write;

import dev.convexairbyte.cdk.AirbyteMessageConsumer;
import dev.convexairbyte.cdk.failure.ConnectorException;
import dev.convexairbyte.cdk.io.IncomingMessage;
import dev.convexairbyte.cdk.io.IncomingMessage.IncomingRecord;
import dev.convexairbyte.cdk.io.IncomingMessage.IncomingState;
import dev.convexairbyte.cdk.io.IncomingMessage.IncomingTrace;
import dev.convexairbyte.cdk.message.AirbyteStreamStatusTraceMessage;
import dev.convexairbyte.cdk.message.AirbyteTraceMessage;
import dev.convexairbyte.client.ConvexClient;
import dev.convexairbyte.client.Retries;
import dev.convexairbyte.client.Sleeper;
import dev.convexairbyte.destination.config.DestinationConfig;
import dev.convexairbyte.destination.config.OnRecordError;
import dev.convexairbyte.destination.mapping.MappedRecord;
import dev.convexairbyte.destination.mapping.RecordMapper;
import dev.convexairbyte.destination.mapping.RefusedRecordException;
import dev.convexairbyte.destination.plan.StreamPlan;
import dev.convexairbyte.destination.plan.WritePlan;
import dev.convexairbyte.destination.state.StateOutput;
import dev.convexairbyte.destination.state.StateQueue;
import dev.convexairbyte.destination.state.StateShelf;
import dev.convexairbyte.destination.state.StateSubject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One write: takes the messages in order and decides what each of them sets off. Only the sending
 * of batches happens on other threads.
 */
public final class WriteConsumer implements AirbyteMessageConsumer {

  private static final Logger LOG = LoggerFactory.getLogger(WriteConsumer.class);

  /** How long a write that has failed waits for the requests that are under way. */
  private static final Duration GRACE = Duration.ofSeconds(20);

  /** Of the eight seconds that WriteStop gives; the rest is for saying why it ends. */
  private static final Duration GRACE_IF_STOPPED = Duration.ofSeconds(6);

  private final WritePlan plan;
  private final OnRecordError onRecordError;
  private final ImportTarget target;
  private final Workers workers;
  private final StateShelf shelf = new StateShelf();
  private final TablePreparation preparation;
  private final StreamWriters writers;
  private final BatchFlow flow;
  private final StateQueue states;
  private final EndSigns endSigns = new EndSigns();
  private final SourceEnd sourceEnd;
  private final Rejections rejections = new Rejections();
  private final Progress progress;
  private @Nullable StreamPlan reading;

  /** Takes the client over and closes it. */
  public static WriteConsumer to(
      ConvexClient client,
      Retries retries,
      WritePlan plan,
      DestinationConfig settings,
      StateOutput output,
      InstantSource clock,
      Sleeper sleeper) {
    return new WriteConsumer(
        plan,
        settings,
        new MemoryBudget(MemoryBudget.STANDARD),
        new ConvexImportTarget(client, retries),
        new WorkerThreads(settings.concurrency()),
        output,
        clock,
        sleeper);
  }

  WriteConsumer(
      WritePlan plan,
      DestinationConfig settings,
      MemoryBudget memory,
      ImportTarget target,
      Workers workers,
      StateOutput output,
      InstantSource clock,
      Sleeper sleeper) {
    this.plan = plan;
    this.onRecordError = settings.onRecordError();
    this.target = target;
    this.workers = workers;
    this.preparation = new TablePreparation(target, clock, sleeper, this::waited);
    this.writers =
        new StreamWriters(
            plan.streams().stream()
                .map(
                    stream ->
                        new StreamWriter(
                            stream,
                            new RecordMapper(stream, settings.largeIntegers()),
                            BatchLimits.of(stream, settings)))
                .toList());
    // It waits on threads that have no other work, and may not touch what this one looks after.
    TablePreparation again = new TablePreparation(target, clock, sleeper, millis -> {});
    BatchSender sender = new BatchSender(target, again, onRecordError, clock);
    this.flow =
        new BatchFlow(
            new Lanes(settings.concurrency(), workers, sender),
            memory,
            clock,
            this::ended,
            this::report);
    this.sourceEnd = new SourceEnd(plan, endSigns);
    this.states = new StateQueue(plan, writers, clock, shelf, output);
    this.progress = new Progress(writers, settings.concurrency(), clock);
    writers.all().forEach(writer -> writer.countIn(states.counts(writer.plan().stream())));
  }

  /** Builds the indexes of the tables that are kept. Nothing is cleared before there is input. */
  @Override
  public void start() {
    progress.start();
    preparation.index(plan.streams().stream().filter(stream -> !stream.isClearedFirst()).toList());
  }

  @Override
  public void accept(IncomingMessage message) {
    if (message instanceof IncomingRecord record) {
      accept(record);
    } else if (message instanceof IncomingState state) {
      accept(state);
    } else if (message instanceof IncomingTrace trace) {
      accept(trace.trace());
    }
  }

  private void accept(AirbyteTraceMessage trace) {
    AirbyteStreamStatusTraceMessage status = trace.streamStatus();
    if (status != null) {
      endSigns.add(writers.names().meantBy(status.streamDescriptor()), status.status());
    }
    if (trace.type() == AirbyteTraceMessage.Type.ERROR) {
      endSigns.addError();
    }
  }

  /** Sees to what has been written meanwhile, and sends what has waited long enough. */
  @Override
  public void pulse() {
    flow.sendDue();
    if (states.isOverdue()) {
      flow.sendAll();
      states.release();
    }
    flow.settle();
    report();
  }

  /** While one table is being prepared the others' records and states do not wait. */
  private void waited(long millis) {
    flow.addWait(millis);
    pulse();
  }

  private void accept(IncomingRecord record) {
    StreamWriter writer = writers.find(record.stream());
    if (writer == null) {
      throw ConnectorException.config(
          "Tried to write the record in input line "
              + record.lineNumber()
              + " but failed because its stream "
              + record.stream()
              + " is not in the catalog; refresh the connection's schema.");
    }
    reading = writer.plan();
    states.accepted(writer.counts());
    MappedRecord mapped = mapped(writer, record);
    if (mapped == null) {
      return;
    }
    // Mapped before anything is cleared: a first record that the mapping refuses costs no data. One
    // that only the backend refuses does: it is sent after the clear.
    if (writer.isClearOwed()) {
      preparation.clearAndIndex(writer.plan());
      writer.cleared();
      states.release();
    }
    flow.add(writer, mapped, record.lineNumber());
  }

  /** What is sent for a record, null if it is left out. */
  private @Nullable MappedRecord mapped(StreamWriter writer, IncomingRecord record) {
    try {
      return writer.mapper().map(record);
    } catch (RefusedRecordException e) {
      // A line that is no message is none that could be left out.
      Optional<IncomingRecord> anew = record.readAnew();
      if (anew.isPresent()) {
        return mapped(writer, anew.get());
      }
      if (onRecordError == OnRecordError.FAIL) {
        throw e.failure();
      }
      states.rejected(writer.counts());
      writer.totals().skip();
      rejections.add(e.failure().sentence());
      return null;
    }
  }

  private void accept(IncomingState state) {
    StateSubject subject = StateSubject.of(state, writers.names());
    endSigns.add(subject);
    states.received(state, subject);
    boolean isAdvancing = true;
    while (isAdvancing && states.isFull()) {
      isAdvancing = flow.advance();
    }
  }

  private void ended(BatchOutcome outcome) {
    for (Rejection rejection : outcome.rejections()) {
      states.rejected(rejection.plan().stream(), rejection.line());
      rejections.add(rejection.sentence());
    }
    writers.of(outcome.batch().plan().stream()).ended(outcome);
    states.release();
  }

  private void report() {
    progress.report(reading, flow);
  }

  /**
   * Writes the rest and sends back the rest of the states.
   *
   * @throws ConnectorException after that, if a stream did not arrive whole
   */
  @Override
  public void finish() {
    flow.drain();
    clearEmptyStreams();
    states.release();
    progress.end();
    sourceEnd.requireNothingBrokenOff();
    sourceEnd.requireNoError();
    sourceEnd.requireAllCompleteIfTruncated();
    states.releaseHeld();
  }

  /** Empties the tables that are still to be cleared, of streams that turned out to be empty. */
  private void clearEmptyStreams() {
    List<StreamWriter> empty = new ArrayList<>();
    for (StreamWriter writer : writers.all()) {
      if (!writer.isClearOwed()) {
        continue;
      }
      if (endSigns.isReallyEmpty(writer.plan())) {
        empty.add(writer);
      } else {
        LOG.warn(
            "No record of stream {} came, and nothing that says that it is empty: table {} keeps"
                + " its rows.",
            writer.plan().stream(),
            writer.plan().table());
      }
    }
    preparation.clear(empty.stream().map(StreamWriter::plan).toList());
    empty.forEach(StreamWriter::cleared);
  }

  /**
   * Lets the requests that are under way come to their end, and sends back the states that they
   * allow, before everything is given up.
   */
  @Override
  public void close() {
    // Whoever told it to stop is waiting for just this.
    boolean isStopped = Thread.interrupted();
    try (target;
        shelf;
        workers) {
      flow.abandon(isStopped ? GRACE_IF_STOPPED : GRACE);
      progress.end();
    }
  }
}
