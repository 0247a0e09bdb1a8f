package dev.convexairbyte.stub.datasync;

import dev.convexairbyte.stub.errors.BackendError;
import dev.convexairbyte.stub.errors.BackendException;
import dev.convexairbyte.stub.log.TabletId;
import dev.convexairbyte.stub.tokens.SealedTokens;
import dev.convexairbyte.values.DocumentId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** Cursors as the text that clients store. */
public final class SyncCursors {

  private final SealedTokens tokens;

  /**
   * @param secret the deployment's, so that no other takes its cursors
   */
  public SyncCursors(byte[] secret, RandomGenerator random) {
    tokens = new SealedTokens(secret, "data sync cursor", random);
  }

  /** Another text at every call. */
  String seal(SyncCursor cursor) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      write(new DataOutputStream(bytes), cursor);
    } catch (IOException e) {
      throw new UncheckedIOException("a byte array takes all bytes", e);
    }
    return tokens.seal(bytes.toByteArray());
  }

  /** Throws INVALID_DATA_SYNC_CURSOR for what is no cursor of this deployment. */
  SyncCursor open(String text) {
    byte[] bytes =
        tokens
            .open(text)
            .orElseThrow(() -> new BackendException(BackendError.INVALID_DATA_SYNC_CURSOR));
    try {
      return read(new DataInputStream(new ByteArrayInputStream(bytes)));
    } catch (IOException e) {
      throw new UncheckedIOException("what was sealed here can be read here", e);
    }
  }

  private static void write(DataOutputStream out, SyncCursor cursor) throws IOException {
    out.writeUTF(cursor.syncId());
    out.writeLong(cursor.ts());
    out.writeLong(cursor.documents());
    out.writeInt(cursor.synced().size());
    for (Map.Entry<TabletId, TableName> table : cursor.synced().entrySet()) {
      writeTable(out, table.getKey(), table.getValue());
    }
    out.writeBoolean(cursor.current().isPresent());
    if (cursor.current().isPresent()) {
      TableWalk walk = cursor.current().get();
      writeTable(out, walk.tablet(), walk.table());
      out.writeInt(walk.last().tableNumber());
      out.writeLong(walk.last().high());
      out.writeLong(walk.last().low());
      out.writeLong(walk.documents());
    }
  }

  private static void writeTable(DataOutputStream out, TabletId tablet, TableName table)
      throws IOException {
    out.writeLong(tablet.high());
    out.writeLong(tablet.low());
    out.writeUTF(table.component());
    out.writeUTF(table.name());
  }

  private static SyncCursor read(DataInputStream in) throws IOException {
    String syncId = in.readUTF();
    long ts = in.readLong();
    long documents = in.readLong();
    SortedMap<TabletId, TableName> synced = new TreeMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      synced.put(readTablet(in), readName(in));
    }
    Optional<TableWalk> current = in.readBoolean() ? Optional.of(readWalk(in)) : Optional.empty();
    return new SyncCursor(syncId, ts, synced, current, documents);
  }

  private static TabletId readTablet(DataInputStream in) throws IOException {
    return new TabletId(in.readLong(), in.readLong());
  }

  private static TableName readName(DataInputStream in) throws IOException {
    return new TableName(in.readUTF(), in.readUTF());
  }

  private static TableWalk readWalk(DataInputStream in) throws IOException {
    return new TableWalk(
        readTablet(in),
        readName(in),
        new DocumentId(in.readInt(), in.readLong(), in.readLong()),
        in.readLong());
  }
}
