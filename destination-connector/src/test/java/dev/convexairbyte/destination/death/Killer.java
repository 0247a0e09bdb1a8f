package dev.convexairbyte.destination.death;

import java.util.Random;

/**
 * Ends one attempt at one moment. A dead connector takes no line, sends no request and prints
 * nothing, whatever its threads still try; a request that it had sent is carried out.
 */
final class Killer {

  /** What an attempt may come to its end with. */
  enum Moment {
    NEVER,
    BEFORE_LINE,
    WITHIN_REQUEST,
    BEFORE_OUTPUT,
    AFTER_OUTPUT,
    /** Nobody reads the output any more, and the connector does not know. */
    OUTPUT_LOST,
    /** Nobody reads the output any more, and the connector gets to know. */
    OUTPUT_BROKEN
  }

  /** About as many as the connector prints beside its states. */
  private static final int LOG_LINES = 6;

  private final Moment moment;
  private final int count;
  private final Runnable onDeath;
  private int requests;
  private int outputs;
  private boolean isDead;
  private boolean isOutputGone;

  Killer(Moment moment, int count, Runnable onDeath) {
    this.moment = moment;
    this.count = count;
    this.onDeath = onDeath;
  }

  /** One that strikes somewhere between the first line of this input and the end, or just not. */
  static Killer any(Random random, Script script, Runnable onDeath) {
    Moment moment = Moment.values()[random.nextInt(Moment.values().length)];
    int most =
        switch (moment) {
          case NEVER -> 1;
          case BEFORE_LINE -> script.lines().size() + 1;
          case WITHIN_REQUEST -> 4 + script.records().size() / 2;
          case BEFORE_OUTPUT, AFTER_OUTPUT, OUTPUT_LOST, OUTPUT_BROKEN ->
              LOG_LINES + script.states().size();
        };
    return new Killer(moment, random.nextInt(most), onDeath);
  }

  static Killer none() {
    return new Killer(Moment.NEVER, 0, () -> {});
  }

  Moment moment() {
    return moment;
  }

  /** Asked before a line is taken, counted from 0, or the end of the input. */
  synchronized boolean refusesLine(int line) {
    if (moment == Moment.BEFORE_LINE && line == count) {
      die();
    }
    return isDead;
  }

  /** Told of every request to the deployment, when it is done and not answered. */
  synchronized void requested() {
    if (moment == Moment.WITHIN_REQUEST && requests++ == count) {
      die();
    }
  }

  /** Asked before a line is printed; what a dead connector prints does not exist. */
  synchronized boolean prints() {
    if (!isDead && outputs++ == count) {
      switch (moment) {
        case BEFORE_OUTPUT -> die();
        case OUTPUT_LOST, OUTPUT_BROKEN -> isOutputGone = true;
        case NEVER, BEFORE_LINE, WITHIN_REQUEST, AFTER_OUTPUT -> {}
      }
    }
    return !isDead;
  }

  /** Told of every line that was printed. */
  synchronized void printed() {
    if (moment == Moment.AFTER_OUTPUT && outputs > count) {
      die();
    }
  }

  private void die() {
    if (!isDead) {
      isDead = true;
      onDeath.run();
    }
  }

  synchronized boolean isDead() {
    return isDead;
  }

  /** Whether what is printed reaches the platform. */
  synchronized boolean isRead() {
    return !isOutputGone;
  }

  synchronized boolean isBroken() {
    return isOutputGone && moment == Moment.OUTPUT_BROKEN;
  }
}
