package dev.convexairbyte.stub.calling;

import dev.convexairbyte.stub.errors.BackendError;
import dev.convexairbyte.stub.errors.BackendException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;

/** A timestamp as the Functions API writes it: eight bytes, the lowest first, in base64. */
final class EncodedTs {

  private EncodedTs() {}

  static String of(long ts) {
    ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    return Base64.getEncoder().encodeToString(bytes.putLong(ts).array());
  }

  /** Throws INTERNAL_SERVER_ERROR for what is none, as the backend does. */
  static long parse(String text) {
    byte[] bytes = decode(text);
    if (bytes.length != Long.BYTES) {
      throw new BackendException(BackendError.INTERNAL_SERVER_ERROR);
    }
    long ts = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (!of(ts).equals(text)) {
      // Java's decoder takes a text without its padding, and the backend's does not.
      throw new BackendException(BackendError.INTERNAL_SERVER_ERROR);
    }
    return ts;
  }

  private static byte[] decode(String text) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new BackendException(BackendError.INTERNAL_SERVER_ERROR);
    }
  }
}
