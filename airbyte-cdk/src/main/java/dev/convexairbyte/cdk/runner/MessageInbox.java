package dev.convexairbyte.cdk.runner;

import dev.convexairbyte.cdk.io.IncomingMessage;
import dev.convexairbyte.cdk.io.MessageReader;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Reads the messages on a thread of its own: whoever acts on them can do other things while no
 * input comes, and parsing overlaps with acting. Messages are handed over in lots, for a handover
 * costs more than a message; a lot ends where the next message would have to be waited for. No more
 * than a few MiB wait, so that input is not read faster than it is used.
 */
final class MessageInbox implements AutoCloseable {

  private static final long MOST_BYTES = 2 * 1024 * 1024;

  /** What a message takes besides its bytes. */
  private static final long BYTES_PER_MESSAGE = 100;

  /** Messages whose bytes are all in one block, or their own. */
  // Compared by nobody.
  @SuppressWarnings("ArrayRecordComponent")
  private record Lot(List<IncomingMessage> messages, byte[] block) {

    long bytes() {
      return block.length + messages.size() * BYTES_PER_MESSAGE;
    }
  }

  private static final byte[] NO_BLOCK = {};

  private final MessageReader reader;
  private final Thread thread;
  private final Queue<Lot> lots = new ArrayDeque<>();
  private Lot inUse = new Lot(List.of(), NO_BLOCK);
  private long waitingBytes;
  private boolean isEnded;
  private @Nullable RuntimeException exception;
  private @Nullable Error error;

  private MessageInbox(MessageReader reader) {
    this.reader = reader;
    this.thread = new Thread(this::read, "input");
    // Nobody can end a read of standard input, and it must not keep the process alive.
    thread.setDaemon(true);
  }

  /** Begins to read. */
  static MessageInbox of(MessageReader reader) {
    MessageInbox inbox = new MessageInbox(reader);
    inbox.thread.start();
    return inbox;
  }

  /**
   * The next messages in order, good until the next call; none if none came within the time; null
   * at the end of the input.
   *
   * @throws RuntimeException what the reader threw, after the messages before it
   */
  @SuppressWarnings("WaitNotInLoop")
  synchronized @Nullable List<IncomingMessage> next(Duration atMost) throws InterruptedException {
    if (Thread.interrupted()) {
      // Where there is always a next message nobody waits, and so nobody else would notice.
      throw new InterruptedException();
    }
    reader.giveBack(inUse.block());
    inUse = new Lot(List.of(), NO_BLOCK);
    if (lots.isEmpty() && !isEnded) {
      // Woken too early it answers none, which is no harm.
      wait(atMost.toMillis());
    }
    Lot lot = lots.poll();
    if (lot != null) {
      inUse = lot;
      waitingBytes -= lot.bytes();
      notifyAll();
      return lot.messages();
    }
    if (exception != null) {
      throw exception;
    }
    if (error != null) {
      throw error;
    }
    return isEnded ? null : List.of();
  }

  private void read() {
    List<IncomingMessage> messages = new ArrayList<>();
    try {
      IncomingMessage next = reader.next();
      while (next != null) {
        for (; next != null; next = reader.nextHere()) {
          messages.add(next);
        }
        put(new Lot(messages, reader.block()));
        messages = new ArrayList<>();
        next = reader.next();
      }
      end(messages, null, null);
    } catch (RuntimeException e) {
      end(messages, e, null);
    } catch (Error e) {
      end(messages, null, e);
    } catch (InterruptedException e) {
      // Nobody takes messages any more.
    }
  }

  private synchronized void put(Lot lot) throws InterruptedException {
    while (waitingBytes > 0 && waitingBytes + lot.bytes() > MOST_BYTES) {
      wait();
    }
    lots.add(lot);
    waitingBytes += lot.bytes();
    notifyAll();
  }

  private synchronized void end(
      List<IncomingMessage> rest, @Nullable RuntimeException exception, @Nullable Error error) {
    if (!rest.isEmpty()) {
      lots.add(new Lot(rest, NO_BLOCK));
    }
    this.exception = exception;
    this.error = error;
    this.isEnded = true;
    notifyAll();
  }

  /** Stops reading, as soon as the input lets it. */
  @Override
  public void close() {
    thread.interrupt();
  }
}
