package dev.convexairbyte.stub.log;

import java.nio.ByteBuffer;
import java.util.Base64;

/**
 * The identity of a physical table: 16 bytes, ordered unsigned. A table that is replaced keeps its
 * name and gets a new tablet.
 */
public record TabletId(long high, long low) implements Comparable<TabletId> {

  /** Sorts before every other tablet. */
  public static final TabletId MIN = new TabletId(0, 0);

  private static final int BYTES = 16;

  /** Reads what toString wrote; throws IllegalArgumentException for anything else. */
  public static TabletId parse(String text) {
    byte[] bytes = Base64.getUrlDecoder().decode(text);
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a tablet id has 16 bytes");
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    TabletId tablet = new TabletId(buffer.getLong(), buffer.getLong());
    if (!tablet.toString().equals(text)) {
      throw new IllegalArgumentException("a tablet id is written without padding");
    }
    return tablet;
  }

  @Override
  public int compareTo(TabletId other) {
    int order = Long.compareUnsigned(high, other.high);
    return order != 0 ? order : Long.compareUnsigned(low, other.low);
  }

  /** 22 characters of URL-safe base64. */
  @Override
  public String toString() {
    byte[] bytes = ByteBuffer.allocate(BYTES).putLong(high).putLong(low).array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
