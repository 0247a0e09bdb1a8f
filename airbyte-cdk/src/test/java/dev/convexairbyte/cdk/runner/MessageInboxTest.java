package dev.convexairbyte.cdk.runner;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convexairbyte.cdk.failure.ConnectorException;
import dev.convexairbyte.cdk.io.IncomingMessage;
import dev.convexairbyte.cdk.io.IncomingMessage.IncomingRecord;
import dev.convexairbyte.cdk.io.MessageReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 1, unit = TimeUnit.MINUTES)
class MessageInboxTest {

  private static final Duration LONG = Duration.ofSeconds(50);

  @Test
  void handsOverAllMessagesInOrderAndThenTheEnd() throws InterruptedException {
    StringBuilder lines = new StringBuilder();
    for (int number = 0; number < 20_000; number++) {
      lines.append(line("{\"n\":" + number + "}"));
    }

    try (MessageInbox inbox = inbox(new ByteArrayInputStream(lines.toString().getBytes(UTF_8)))) {
      List<String> data = new ArrayList<>();
      for (List<IncomingMessage> lot = inbox.next(LONG); lot != null; lot = inbox.next(LONG)) {
        // So that the reader is ahead: a block that came back too early would be written over.
        Thread.sleep(1);
        lot.forEach(message -> data.add(data((IncomingRecord) message)));
      }

      assertThat(data)
          .isEqualTo(
              IntStream.range(0, 20_000).mapToObj(number -> "{\"n\":" + number + "}").toList());
      assertThat(inbox.next(LONG)).isNull();
    }
  }

  @Test
  void handsOverWhatIsThereWhileTheNextMessageIsNot() throws IOException, InterruptedException {
    try (PipedOutputStream source = new PipedOutputStream();
        MessageInbox inbox = inbox(new PipedInputStream(source, 1 << 16))) {
      source.write(
          (line("{}") + "{\"type\":\"LOG\",\"log\":{\"level\":\"INFO\",\"message\":\"m\"}}\n{\"ty")
              .getBytes(UTF_8));
      source.flush();

      assertThat(inbox.next(LONG)).hasSize(1);
      assertThat(inbox.next(Duration.ofMillis(1))).isEmpty();
    }
  }

  @Test
  void throwsWhatTheReaderThrewAfterTheMessagesBeforeIt() throws InterruptedException {
    String input = line("{}") + line("{}") + "no message\n" + line("{}");

    try (MessageInbox inbox = inbox(new ByteArrayInputStream(input.getBytes(UTF_8)))) {
      assertThat(inbox.next(LONG)).hasSize(2);
      assertThatThrownBy(() -> inbox.next(LONG))
          .isInstanceOf(ConnectorException.class)
          .hasMessageContaining("line 3");
    }
  }

  @Test
  void noticesAnInterruptAlthoughMessagesAreThere() {
    try (MessageInbox inbox = inbox(new ByteArrayInputStream(line("{}").getBytes(UTF_8)))) {
      Thread.currentThread().interrupt();

      assertThatThrownBy(() -> inbox.next(LONG)).isInstanceOf(InterruptedException.class);
    }
  }

  @Test
  void readsNoFurtherAheadThanAFewMegabytes() throws InterruptedException {
    AtomicLong read = new AtomicLong();
    byte[] line = line("{\"x\":\"" + "x".repeat(100_000) + "\"}").getBytes(UTF_8);
    InputStream endless =
        new InputStream() {
          private int position;

          @Override
          public int read() {
            throw new AssertionError("Bytes are read in arrays.");
          }

          @Override
          public int read(byte[] target, int offset, int length) {
            int count = Math.min(length, line.length - position);
            System.arraycopy(line, position, target, offset, count);
            position = (position + count) % line.length;
            read.addAndGet(count);
            return count;
          }
        };

    try (MessageInbox inbox = inbox(endless)) {
      long taken = 0;
      for (int lot = 0; lot < 100; lot++) {
        List<IncomingMessage> messages = inbox.next(LONG);
        assertThat(messages).isNotNull();
        taken += (long) messages.size() * line.length;
        assertThat(read.get() - taken).isLessThan(4L << 20);
      }
    }
  }

  private static MessageInbox inbox(InputStream input) {
    return MessageInbox.of(new MessageReader(input));
  }

  private static String data(IncomingRecord record) {
    return new String(
        record.bytes(), record.dataStart(), record.dataEnd() - record.dataStart(), UTF_8);
  }

  private static String line(String data) {
    return "{\"type\":\"RECORD\",\"record\":{\"stream\":\"s\",\"emitted_at\":1,\"data\":"
        + data
        + "}}\n";
  }
}
