package dev.convexairbyte.sync.cli;

import dev.convexairbyte.sync.job.JobRun;
import dev.convexairbyte.sync.program.ProcessFamily;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Brings to an end what is under way when the process is told to end. */
final class StopSignal {

  /** More than a job takes to stop, and less than who stops services waits by default. */
  private static final Duration MOST = Duration.ofSeconds(60);

  private final Thread main;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final List<ProcessFamily> programs = new ArrayList<>();
  private @Nullable JobRun job;
  private boolean isGiven;

  /**
   * A signal that was not given yet.
   *
   * @param main runs the command, and is interrupted where no job cares for what it does
   */
  StopSignal(Thread main) {
    this.main = main;
  }

  /** A program that is ended unless a job cares for it. */
  synchronized void started(ProcessHandle process) {
    ProcessFamily program = new ProcessFamily(process);
    programs.add(program);
    if (isGiven && job == null) {
      program.terminate();
    }
  }

  /** The job cares for what is started from now on. */
  synchronized void runs(JobRun running) {
    job = running;
    if (isGiven) {
      running.stop();
    }
  }

  /** The process is told to end. */
  synchronized void stop() {
    isGiven = true;
    if (job != null) {
      job.stop();
    } else {
      programs.forEach(ProcessFamily::terminate);
      main.interrupt();
    }
  }

  /** Whether the process was told to end. */
  synchronized boolean isGiven() {
    return isGiven;
  }

  /** Nothing is left to do. */
  void ended() {
    ended.countDown();
  }

  /** Gives the signal, unless all has ended, waits until it has, and ends whoever is left. */
  void stopAndWait() {
    if (ended.getCount() > 0) {
      stop();
    }
    try {
      ended.await(MOST.toMillis(), TimeUnit.MILLISECONDS);
      killAll();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void killAll() {
    programs.forEach(ProcessFamily::kill);
  }
}
