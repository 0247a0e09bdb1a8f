package dev.convexairbyte.sync.relay;

import dev.convexairbyte.cdk.io.RawMessage;
import dev.convexairbyte.cdk.io.RawMessageReader;
import dev.convexairbyte.cdk.log.StackTrace;
import dev.convexairbyte.cdk.message.AirbyteLogMessage;
import dev.convexairbyte.cdk.message.StreamDescriptor;
import dev.convexairbyte.sync.catalog.Assignment;
import dev.convexairbyte.sync.failure.Failures;
import dev.convexairbyte.sync.failure.Party;
import dev.convexairbyte.sync.program.RunningProgram;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * One attempt: hands on what the source prints, and takes what the destination sends back. Three
 * threads: this one reads the source, one the destination, and one looks at the clock.
 */
public final class Relay {

  private static final long TICK_MILLIS = 100;

  private final Setting setting;
  private final Lifelines lives;
  private final Failures failures = new Failures();
  private final Reasons reasons;
  private final Watch watch;
  private final List<RelayedStream> streams;
  private final StateLedger ledger;
  private final DestinationInput input;
  private final SourceMessages fromSource;
  private final DestinationMessages fromDestination;

  /**
   * What an attempt needs besides its programs.
   *
   * @param tallies one for each stream
   * @param nanos a clock that only goes forward
   */
  public record Setting(
      Assignment assignment,
      boolean selectsColumns,
      Map<StreamDescriptor, StreamTally> tallies,
      RelayListener listener,
      Patience patience,
      Clock clock,
      LongSupplier nanos) {}

  /** Prepares the attempt of two programs that have just been started. */
  public Relay(Setting setting, RunningProgram source, RunningProgram destination) {
    this.setting = setting;
    this.reasons = new Reasons(setting.clock());
    this.lives = new Lifelines(source, destination, setting.patience(), setting.nanos());
    this.watch = new Watch(setting.patience(), setting.nanos().getAsLong());
    RecordCounts counts = new RecordCounts();
    this.streams = streams(setting, counts);
    this.ledger = new StateLedger(counts, setting.listener());
    this.input = new DestinationInput(destination.input(), watch);
    this.fromSource =
        new SourceMessages(
            streams, ledger, input, side(Party.SOURCE, source), watch, setting.listener());
    this.fromDestination =
        new DestinationMessages(
            ledger, setting.tallies(), side(Party.DESTINATION, destination), setting.listener());
  }

  private static List<RelayedStream> streams(Setting setting, RecordCounts counts) {
    return setting.assignment().streams().stream()
        .map(
            stream ->
                new RelayedStream(
                    stream,
                    Objects.requireNonNull(setting.tallies().get(stream.descriptor())),
                    counts.of(stream.descriptor()),
                    setting.selectsColumns()))
        .toList();
  }

  private SideMessages side(Party party, RunningProgram program) {
    return new SideMessages(party, program.log(), failures, setting.listener());
  }

  /** Ends the attempt before its time, from any thread; {@link #run} then returns soon. */
  public void stop() {
    lives.stop();
  }

  /** Runs the attempt to its end. */
  public Outcome run() throws InterruptedException {
    Thread replies = thread("replies", this::readDestination);
    Thread ticks = thread("watch", this::tick);
    boolean isRead = readSource();
    boolean isTaken = finishInput(isRead);
    replies.join();
    endDestination(isRead && isTaken);
    ticks.interrupt();
    ticks.join();
    return outcome();
  }

  private static Thread thread(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** Whether the source has read all that it was asked for. */
  private boolean readSource() throws InterruptedException {
    boolean isAtEnd = false;
    try {
      RawMessageReader messages = new RawMessageReader(lives.source().output());
      for (RawMessage message = messages.next(); message != null; message = messages.next()) {
        fromSource.accept(message);
        if (!messages.hasNextHere()) {
          input.push();
        }
      }
      isAtEnd = true;
    } catch (DestinationGoneException e) {
      // It will have said why; if not, its exit code tells.
      lives.end(Party.SOURCE);
    } catch (IOException e) {
      // Its output broke off: as if it had ended there, and its exit code tells the rest.
      isAtEnd = true;
    } catch (Throwable e) {
      fail(e);
    }
    int exitCode = lives.source().end(setting.patience().exit(), setting.patience().kill());
    fromSource.ended(exitCode != 0);
    if (isAtEnd) {
      judge(Party.SOURCE, lives.source(), exitCode);
    }
    return isAtEnd && exitCode == 0 && !lives.isStopped() && !failures.hasFailed();
  }

  /** Whether the destination has taken all that it was given. */
  private boolean finishInput(boolean isRead) {
    watch.writing();
    try {
      if (isRead) {
        fromSource.complete(setting.assignment().hasGenerations(), setting.clock().millis());
      }
      input.close();
      return true;
    } catch (DestinationGoneException e) {
      input.abandon();
      return false;
    } catch (IOException e) {
      throw new IllegalStateException("A message could not be written as JSON", e);
    } finally {
      watch.writing();
    }
  }

  private void readDestination() {
    InputStream output = lives.destination().output();
    try {
      RawMessageReader messages = new RawMessageReader(output);
      for (RawMessage message = messages.next(); message != null; message = messages.next()) {
        fromDestination.accept(message);
        if (!messages.hasNextHere()) {
          setting.listener().settled();
        }
      }
    } catch (IOException e) {
      // As above.
    } catch (Throwable e) {
      fail(e);
      drain(output);
    }
  }

  /** A destination that finds nobody to read its output would never end. */
  private static void drain(InputStream output) {
    try {
      output.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // It has ended.
    }
  }

  private void endDestination(boolean isWhole) throws InterruptedException {
    int exitCode = lives.destination().end(setting.patience().exit(), setting.patience().kill());
    judge(Party.DESTINATION, lives.destination(), exitCode);
    if (!isWhole && !lives.isStopped() && !failures.hasFailed()) {
      failures.failAsReported(Party.DESTINATION, reasons.leftEarly());
    }
  }

  private void judge(Party party, RunningProgram program, int exitCode)
      throws InterruptedException {
    if (exitCode != 0 && !lives.isStopped()) {
      failures.failAsReported(party, reasons.exit(party, exitCode, program.lastWords()));
    }
  }

  /** Looks at the clock until it is interrupted. */
  private void tick() {
    Set<Party> ended = EnumSet.noneOf(Party.class);
    try {
      while (true) {
        Thread.sleep(TICK_MILLIS);
        lives.tick();
        Optional<Party> overdue = watch.overdue(setting.nanos().getAsLong());
        if (overdue.isPresent() && ended.add(overdue.get())) {
          failures.fail(reasons.silence(overdue.get(), setting.patience()));
          lives.end(overdue.get());
        }
      }
    } catch (InterruptedException e) {
      // The attempt has ended.
    }
  }

  /** One of the threads can go on no more. */
  private void fail(Throwable e) {
    lives.source().log().note(AirbyteLogMessage.Level.DEBUG, StackTrace.of(e));
    failures.fail(reasons.exception(e));
    lives.end(Party.SOURCE);
  }

  private Outcome outcome() {
    boolean isSuccess = !failures.hasFailed() && !lives.isStopped();
    for (RelayedStream stream : streams) {
      boolean isRead = isSuccess || stream.isComplete();
      stream.tally().setComplete(isRead && !ledger.isWaiting(stream.stream().descriptor()));
    }
    if (isSuccess) {
      ledger.ended();
      failures
          .earliest()
          .ifPresent(
              report ->
                  setting
                      .listener()
                      .add(
                          "The %s reported an error and ended as if there was none: %s"
                              .formatted(report.party().word(), report.sentence())));
    }
    return new Outcome(
        failures.hasFailed() ? failures.earliest() : Optional.empty(),
        lives.isStopped(),
        fromDestination.hasAcknowledged());
  }
}
