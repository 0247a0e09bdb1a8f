package dev.convexairbyte.destination.death;

import java.util.Optional;

/** What the exit code of an attempt says, and what it had to say. */
final class Verdict {

  private final Script script;
  private final Killer killer;
  private final boolean isRefused;
  private final boolean isHindered;
  private final int exitCode;

  /**
   * @param isRefused the input holds a record that the settings do not allow
   */
  Verdict(Script script, Troubles troubles, Killer killer, boolean isRefused, int exitCode) {
    this.script = script;
    this.killer = killer;
    this.isRefused = isRefused;
    this.isHindered = troubles.isLasting();
    this.exitCode = exitCode;
  }

  /** As the platform sees it. */
  boolean isSuccess() {
    return exitCode == 0 && !killer.isDead() && killer.isRead() && script.isWhole();
  }

  /** Nothing kept the connector from writing all that it got. */
  boolean isOrderly() {
    return !killer.isDead()
        && !killer.isBroken()
        && !script.isTorn()
        && !isRefused
        && (!isHindered || exitCode == 0);
  }

  /** The sentence for an exit code that is wrong. */
  Optional<String> problem() {
    if (killer.isDead()) {
      return Optional.empty();
    }
    boolean mustFail = script.endsInFailure() || isRefused || killer.isBroken();
    if (mustFail && exitCode == 0) {
      return Optional.of("exit code 0 in spite of a failure");
    }
    if (!mustFail && !isHindered && exitCode != 0) {
      return Optional.of("exit code " + exitCode + " without a reason");
    }
    return Optional.empty();
  }

  @Override
  public String toString() {
    return "exit code %d, %s, source %s"
        .formatted(exitCode, killer.moment(), script.isWhole() ? "whole" : "broken off");
  }
}
