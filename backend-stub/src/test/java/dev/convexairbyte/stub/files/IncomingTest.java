package dev.convexairbyte.stub.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convexairbyte.stub.database.Database;
import dev.convexairbyte.stub.log.InMemoryDocumentLog;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IncomingTest {

  private static final int ROOM = 100_000;

  private final FullDisk disk = new FullDisk();
  private final StoredFiles files =
      new StoredFiles(
          new Database(new InMemoryDocumentLog(), Clock.systemUTC(), new Random(1)),
          disk,
          new Random(1));

  /** Takes so much and no more. */
  private static final class FullDisk implements FileStore {

    private int taken;
    private boolean discarded;

    @Override
    public Incoming begin() {
      return new Incoming(
          new Landing() {
            @Override
            public void write(byte[] bytes, int length) throws IOException {
              taken += length;
              if (taken > ROOM) {
                throw new IOException("No space left on device");
              }
            }

            @Override
            public void keep(UUID key) {
              throw new AssertionError("half a file is kept");
            }

            @Override
            public void discard() {
              discarded = true;
            }
          });
    }

    @Override
    public InputStream open(UUID key) throws IOException {
      throw new IOException("there is none");
    }

    @Override
    public void delete(UUID key) {}

    @Override
    public Set<UUID> keys() {
      return Set.of();
    }
  }

  @Test
  void readsAFileToItsEndThatFindsNoRoomAndKeepsNothingOfIt() throws IOException {
    InputStream body = new ByteArrayInputStream(new byte[10 * ROOM]);

    try (Incoming file = files.begin()) {
      file.receive(body);

      assertThat(body.available()).isZero();
      assertThatThrownBy(() -> files.keep(file, Optional.empty(), Optional.empty()))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("check its disk")
          .hasRootCauseMessage("No space left on device");
    }
    assertThat(disk.discarded).isTrue();
    assertThat(disk.taken).isLessThan(2 * ROOM);
  }
}
