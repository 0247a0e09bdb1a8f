package dev.convexairbyte.stub.scheduling;

import dev.convexairbyte.stub.database.Database;
import dev.convexairbyte.stub.errors.BackendException;
import dev.convexairbyte.stub.functions.Functions;
import dev.convexairbyte.stub.functions.Registry;
import dev.convexairbyte.stub.log.LogEntry;
import dev.convexairbyte.stub.log.LogFailureException;
import dev.convexairbyte.stub.scheduling.Agenda.Item;
import dev.convexairbyte.stub.time.AdvancingClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Runs scheduled functions when their time comes by the deployment's clock, several at once. Sleeps
 * until then, and wakes where something is scheduled or the clock is put forward.
 */
public final class ScheduledRuns implements AutoCloseable {

  /** As many at once as the backend runs. */
  private static final int MAX_RUNNING = 10;

  private static final System.Logger LOGGER = System.getLogger(ScheduledRuns.class.getName());
  private static final Duration BEFORE_NEXT_TRY = Duration.ofSeconds(1);
  private static final Duration LONGEST_SLEEP = Duration.ofDays(1);
  private static final long LINGER_SECONDS = 5;

  private final AdvancingClock clock;
  private final ScheduledRun run;
  private final Agenda agenda = new Agenda();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Thread dispatcher = daemon(this::dispatch, "convex-stub-scheduler");
  private final ThreadPoolExecutor workers =
      new ThreadPoolExecutor(
          MAX_RUNNING,
          MAX_RUNNING,
          1,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          work -> daemon(work, "convex-stub-scheduled-function"));
  private int running;
  private boolean ending;

  /** Reads what is scheduled, and fails the actions that ran when the deployment last ended. */
  public ScheduledRuns(
      Database database, Functions functions, Registry registry, AdvancingClock clock) {
    this.clock = clock;
    this.run = new ScheduledRun(database, functions, registry, clock);
    workers.allowCoreThreadTimeOut(true);
    database.observe(this::update);
    List<LogEntry> rows = new ArrayList<>();
    database.documents(ScheduleTable.TABLE.tablet(), database.latest()).forEachRemaining(rows::add);
    update(rows);
    rows.stream()
        .filter(row -> state(row) == ScheduledState.IN_PROGRESS)
        .forEach(row -> run.breakOff(row.id()));
  }

  private static ScheduledState state(LogEntry row) {
    return ScheduledFunction.of(row.document().orElseThrow()).state();
  }

  private static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Begins to run what is due. */
  public void start() {
    clock.onAdvance(this::wake);
    dispatcher.start();
  }

  private void update(List<LogEntry> commit) {
    lock.lock();
    try {
      for (LogEntry entry : commit) {
        if (entry.tablet().equals(ScheduleTable.TABLE.tablet())) {
          agenda.update(entry.id(), entry.document().map(ScheduledFunction::of));
        }
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void wake() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void dispatch() {
    lock.lock();
    try {
      while (!ending) {
        Optional<Item> due =
            running < MAX_RUNNING ? agenda.takeDue(clock.instant()) : Optional.empty();
        if (due.isPresent()) {
          running++;
          workers.execute(() -> work(due.get()));
        } else {
          changed.awaitNanos(untilNext().toNanos());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  /** What is due already waits for one that runs to end, which wakes too. */
  private Duration untilNext() {
    Duration next =
        agenda
            .first()
            .map(item -> Duration.between(clock.instant(), item.time()))
            .filter(wait -> wait.compareTo(LONGEST_SLEEP) < 0)
            .orElse(LONGEST_SLEEP);
    return running < MAX_RUNNING ? next : LONGEST_SLEEP;
  }

  private void work(Item item) {
    Optional<Item> again = Optional.empty();
    try {
      carryOut(item);
    } catch (BackendException | LogFailureException e) {
      again = Optional.of(new Item(clock.instant().plus(BEFORE_NEXT_TRY), item.id(), item.runs()));
    } catch (RuntimeException | Error e) {
      if (!isEnding()) {
        LOGGER.log(System.Logger.Level.ERROR, "Failed to run a scheduled function", e);
      }
    } finally {
      end(again);
    }
  }

  private void carryOut(Item item) {
    if (item.runs()) {
      run.run(item.id(), this::isEnding);
      return;
    }
    run.forget(item.id());
  }

  private void end(Optional<Item> again) {
    lock.lock();
    try {
      running--;
      again.ifPresent(agenda::add);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private boolean isEnding() {
    lock.lock();
    try {
      return ending;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until nothing is due and nothing runs. */
  public void awaitDone() throws InterruptedException {
    lock.lock();
    try {
      while (!ending && (running > 0 || agenda.hasDue(clock.instant()))) {
        changed.await();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Starts nothing more and interrupts what runs. A mutation that has not committed and what is
   * pending run when the deployment starts again.
   */
  @Override
  public void close() {
    lock.lock();
    try {
      ending = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    workers.shutdownNow();
    try {
      dispatcher.join();
      if (!workers.awaitTermination(LINGER_SECONDS, TimeUnit.SECONDS)) {
        LOGGER.log(System.Logger.Level.WARNING, "A scheduled function does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
