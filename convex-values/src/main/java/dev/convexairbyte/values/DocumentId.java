package dev.convexairbyte.values;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * A document's id: the number of its table and 16 internal bytes. Ordered as its text and its bytes
 * are. Mirrors get-convex/convex-backend, crates/value/src/id_v6.rs.
 *
 * @param tableNumber 1 to 2^32 - 1, held unsigned
 * @param high the first eight internal bytes
 * @param low the last eight internal bytes
 */
public record DocumentId(int tableNumber, long high, long low) implements Comparable<DocumentId> {

  /** Sorts before every id that a document can have. */
  public static final DocumentId MIN = new DocumentId(1, 0, 0);

  private static final int INTERNAL_BYTES = 16;
  private static final int FOOTER_BYTES = 2;
  private static final int MAX_NUMBER_BYTES = 5;
  private static final int MIN_TEXT = 31;
  private static final int MAX_TEXT = 37;

  public DocumentId {
    if (tableNumber == 0) {
      throw new IllegalArgumentException("no table has the number 0");
    }
  }

  /** Reads an id; throws InvalidDocumentIdException unless it is the text that toString writes. */
  public static DocumentId parse(String text) {
    return find(text).orElseThrow(InvalidDocumentIdException::new);
  }

  /** Reads an id like parse, where most texts are expected to be none. */
  public static Optional<DocumentId> find(String text) {
    if (text.length() < MIN_TEXT || text.length() > MAX_TEXT) {
      return Optional.empty();
    }
    return Base32.decode(text)
        .flatMap(bytes -> find(ByteBuffer.wrap(bytes)))
        .filter(id -> id.toString().equals(text));
  }

  private static Optional<DocumentId> find(ByteBuffer bytes) {
    int number = readNumber(bytes);
    if (number == 0 || bytes.remaining() != INTERNAL_BYTES + FOOTER_BYTES) {
      return Optional.empty();
    }
    return Optional.of(new DocumentId(number, bytes.getLong(), bytes.getLong()));
  }

  private static int readNumber(ByteBuffer bytes) {
    long number = 0;
    for (int i = 0; i < MAX_NUMBER_BYTES; i++) {
      byte next = bytes.get();
      number |= (next & 0x7FL) << (7 * i);
      if (next >= 0) {
        return number == (number & 0xFFFFFFFFL) ? (int) number : 0;
      }
    }
    return 0;
  }

  private static void writeNumber(ByteBuffer bytes, int number) {
    int rest = number;
    while ((rest & ~0x7F) != 0) {
      bytes.put((byte) (rest | 0x80));
      rest >>>= 7;
    }
    bytes.put((byte) rest);
  }

  /** Fletcher-16 with both sums modulo 256; its version bits are zero. */
  private static void writeFooter(ByteBuffer bytes) {
    int sum = 0;
    int sumOfSums = 0;
    for (int i = 0; i < bytes.position(); i++) {
      sum += bytes.get(i) & 0xFF;
      sumOfSums += sum;
    }
    bytes.put((byte) sum).put((byte) sumOfSums);
  }

  @Override
  public int compareTo(DocumentId other) {
    if (tableNumber == other.tableNumber) {
      int order = Long.compareUnsigned(high, other.high);
      return order != 0 ? order : Long.compareUnsigned(low, other.low);
    }
    return Arrays.compareUnsigned(numberBytes(), other.numberBytes());
  }

  private byte[] numberBytes() {
    ByteBuffer bytes = ByteBuffer.allocate(MAX_NUMBER_BYTES);
    writeNumber(bytes, tableNumber);
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  /** The text that clients see. */
  @Override
  public String toString() {
    ByteBuffer bytes = ByteBuffer.allocate(MAX_NUMBER_BYTES + INTERNAL_BYTES + FOOTER_BYTES);
    writeNumber(bytes, tableNumber);
    bytes.putLong(high).putLong(low);
    writeFooter(bytes);
    return Base32.encode(Arrays.copyOf(bytes.array(), bytes.position()));
  }
}
