package dev.convexairbyte.sync.program;

/** The end of a process that is no child of this one. */
public final class EndedProcess {

  private EndedProcess() {}

  /** Waits until it runs nothing any more; whoever has it for a child then may keep its entry. */
  public static void await(ProcessHandle process) throws InterruptedException {
    while (process.info().command().isPresent()) {
      Thread.sleep(10);
    }
  }
}
