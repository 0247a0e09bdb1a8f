package dev.convexairbyte.cdk;

import dev.convexairbyte.cdk.io.IncomingMessage;

/**
 * Takes the messages of one write, in order: {@code start}, {@code accept} for each, {@code finish}
 * when the input has ended, {@code close} whatever happened. All calls come from one thread, which
 * is interrupted when the process is told to stop. Mirrors AirbyteMessageConsumer of Airbyte's Java
 * CDK, whose {@code close} cannot tell an ended input from a failed one.
 */
public interface AirbyteMessageConsumer extends AutoCloseable {

  /** Prepares the destination before the first message. */
  void start();

  /** Takes one message; may block while the destination is busy, which slows the source down. */
  void accept(IncomingMessage message);

  /**
   * Called between messages, and several times a second while none comes: for what is due by time,
   * and for what other threads have done.
   */
  default void pulse() {}

  /** Writes what is still held: the input ended in order. */
  void finish();

  @Override
  void close();
}
