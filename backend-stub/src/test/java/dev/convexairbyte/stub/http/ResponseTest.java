package dev.convexairbyte.stub.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ResponseTest {

  private static final int ITEMS = 100;

  @Test
  void makesItsBodyOnlyWhileThatIsWritten() {
    AtomicInteger made = new AtomicInteger();
    Response response =
        Response.json(
            json -> {
              json.writeStartArray();
              for (int i = 0; i < ITEMS; i++) {
                made.incrementAndGet();
                json.writeString("x".repeat(100_000));
              }
              json.writeEndArray();
            });
    assertThat(made).hasValue(0);

    assertThatIOException()
        .isThrownBy(() -> response.writeBody(new FullDisk()))
        .withMessage("the disk is full");

    assertThat(made.get()).isLessThan(ITEMS);
  }

  /** Takes 300000 bytes. */
  private static final class FullDisk extends OutputStream {

    private int room = 300_000;

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      room -= length;
      if (room < 0) {
        throw new IOException("the disk is full");
      }
    }
  }
}
