package dev.convexairbyte.cdk.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OverlappedOutputTest {

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 64, 1_000_000})
  void writesEveryByteInOrder(int capacity) throws IOException {
    Random random = new Random(capacity);
    byte[] all = new byte[50_000];
    random.nextBytes(all);
    OverlappedOutput output = OverlappedOutput.to(written, capacity);

    int next = 0;
    while (next < all.length) {
      int count = Math.min(random.nextInt(3_000), all.length - next);
      output.write(all, next, count);
      next += count;
    }
    output.write('!');
    output.flush();

    assertThat(written.toByteArray()).startsWith(all).endsWith('!').hasSize(all.length + 1);
  }

  @Test
  void takesWhatFitsWhileTheReaderSleeps() throws IOException {
    CountDownLatch readerWakes = new CountDownLatch(1);
    OverlappedOutput output = OverlappedOutput.to(after(readerWakes), 100);

    output.write(new byte[60]);
    output.write(new byte[40]);
    assertThat(written.size()).isZero();

    readerWakes.countDown();
    output.flush();
    assertThat(written.size()).isEqualTo(100);
  }

  @Test
  void closesTheOutputWhenAllIsWrittenAndEndsItsThread() throws Exception {
    List<String> events = new CopyOnWriteArrayList<>();
    List<Thread> writers = new CopyOnWriteArrayList<>();
    OverlappedOutput output =
        OverlappedOutput.to(
            new OutputStream() {
              @Override
              public void write(int oneByte) {
                throw new AssertionError("pieces only");
              }

              @Override
              public void write(byte[] bytes, int offset, int length) {
                writers.add(Thread.currentThread());
                events.add("wrote " + length);
              }

              @Override
              public void close() {
                events.add("closed");
              }
            },
            100);

    output.write(new byte[60]);
    output.close();

    assertThat(events).containsExactly("wrote 60", "closed");
    writers.get(0).join(10_000);
    assertThat(writers.get(0).isAlive()).isFalse();
  }

  @Test
  void closesAnOutputThatHasFailed() {
    AtomicBoolean closed = new AtomicBoolean();
    OverlappedOutput output =
        OverlappedOutput.to(
            new OutputStream() {
              @Override
              public void write(int oneByte) throws IOException {
                throw new IOException("Broken pipe");
              }

              @Override
              public void close() {
                closed.set(true);
              }
            },
            100);

    assertThatThrownBy(
            () -> {
              output.write(new byte[60]);
              output.close();
            })
        .isInstanceOf(IOException.class);
    assertThat(closed).isTrue();
  }

  @Test
  void neverHoldsMoreThanItsCapacity() throws IOException {
    AtomicInteger given = new AtomicInteger();
    AtomicInteger mostWaiting = new AtomicInteger();
    OverlappedOutput output =
        OverlappedOutput.to(
            new OutputStream() {
              private int taken;

              @Override
              public void write(int oneByte) {
                throw new AssertionError("pieces only");
              }

              @Override
              public void write(byte[] bytes, int offset, int length) {
                mostWaiting.accumulateAndGet(given.get() - taken, Math::max);
                taken += length;
              }
            },
            10);

    for (int count = 0; count < 5_000; count++) {
      output.write('x');
      given.incrementAndGet();
    }
    output.flush();

    assertThat(mostWaiting.get()).isLessThanOrEqualTo(10);
  }

  @Test
  void goesOutWithoutBeingFlushed() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    OverlappedOutput output =
        OverlappedOutput.to(
            new OutputStream() {
              @Override
              public void write(int oneByte) {
                arrived.countDown();
              }
            },
            10);

    output.write('x');

    arrived.await();
  }

  static Stream<Throwable> faults() {
    return Stream.of(new IOException("Broken pipe"), new OutOfMemoryError("Broken pipe"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void saysInTheNextCallThatTheOutputBroke(Throwable fault) {
    OverlappedOutput output = OverlappedOutput.to(broken(fault), 10);

    assertThatThrownBy(
            () -> {
              output.write(new byte[1_000]);
              output.flush();
            })
        .isInstanceOf(IOException.class)
        .hasRootCause(fault);
    assertThatThrownBy(() -> output.write('x')).hasRootCause(fault);
    assertThatThrownBy(output::flush).hasRootCause(fault);
  }

  private static OutputStream broken(Throwable fault) {
    return new OutputStream() {
      @Override
      public void write(int oneByte) throws IOException {
        if (fault instanceof Error error) {
          throw error;
        }
        throw (IOException) fault;
      }
    };
  }

  private OutputStream after(CountDownLatch wakes) {
    return new OutputStream() {
      @Override
      public void write(int oneByte) throws IOException {
        try {
          wakes.await();
        } catch (InterruptedException e) {
          throw new IOException(e);
        }
        written.write(oneByte);
      }
    };
  }
}
