package dev.convexairbyte.destination.write;

import dev.convexairbyte.cdk.AirbyteMessageConsumer;
import dev.convexairbyte.cdk.failure.ConnectorException;
import dev.convexairbyte.cdk.io.IncomingMessage;
import dev.convexairbyte.cdk.io.IncomingMessage.IncomingRecord;
import dev.convexairbyte.cdk.io.IncomingMessage.IncomingState;
import dev.convexairbyte.cdk.io.IncomingMessage.IncomingTrace;
import dev.convexairbyte.cdk.message.AirbyteStreamStatusTraceMessage;
import dev.convexairbyte.client.Sleeper;
import dev.convexairbyte.destination.config.LargeIntegers;
import dev.convexairbyte.destination.mapping.RecordMapper;
import dev.convexairbyte.destination.plan.WritePlan;
import dev.convexairbyte.destination.state.StateOutput;
import dev.convexairbyte.destination.state.StateQueue;
import dev.convexairbyte.destination.state.StateSubject;
import java.time.InstantSource;

/** One write: takes the messages in order and decides what each of them sets off. */
public final class WriteConsumer implements AirbyteMessageConsumer {

  private final WritePlan plan;
  private final ImportTarget target;
  private final TablePreparation preparation;
  private final StreamWriters writers;
  private final StateQueue states;
  private final EndSigns endSigns = new EndSigns();
  private final SourceEnd sourceEnd;
  private final Progress progress;

  public WriteConsumer(
      WritePlan plan,
      LargeIntegers largeIntegers,
      BatchLimits limits,
      ImportTarget target,
      StateOutput output,
      InstantSource clock,
      Sleeper sleeper) {
    this.plan = plan;
    this.target = target;
    this.preparation = new TablePreparation(target, clock, sleeper);
    this.writers =
        new StreamWriters(
            plan.streams().stream()
                .map(
                    stream ->
                        new StreamWriter(
                            stream,
                            new RecordMapper(stream, largeIntegers),
                            limits,
                            preparation,
                            target.batch(stream)))
                .toList());
    this.sourceEnd = new SourceEnd(plan, endSigns);
    this.states = new StateQueue(plan, writers, clock, output);
    this.progress = new Progress(writers, clock);
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
      AirbyteStreamStatusTraceMessage status = trace.trace().streamStatus();
      if (status != null) {
        endSigns.add(status);
      }
    }
    if (states.isOverdue()) {
      writers.flush();
      states.release();
    }
    progress.report();
  }

  private void accept(IncomingRecord record) {
    if (!writers.has(record.stream())) {
      throw ConnectorException.config(
          "Tried to write the record in input line "
              + record.lineNumber()
              + " but failed because its stream "
              + record.stream()
              + " is not in the catalog; refresh the connection's schema.");
    }
    states.accepted(record.stream());
    if (writers.accept(record)) {
      states.release();
    }
  }

  private void accept(IncomingState state) {
    StateSubject subject = StateSubject.of(state, writers.streams());
    endSigns.add(subject);
    states.received(state, subject);
  }

  /**
   * Writes the rest and sends back the rest of the states.
   *
   * @throws ConnectorException after that, if a stream did not arrive whole
   */
  @Override
  public void finish() {
    writers.flush();
    writers.clearEmptyStreams(preparation, endSigns);
    states.release();
    progress.end();
    sourceEnd.requireNothingBrokenOff();
    sourceEnd.requireAllCompleteIfTruncated();
    states.releaseHeld();
  }

  @Override
  public void close() {
    target.close();
  }
}
