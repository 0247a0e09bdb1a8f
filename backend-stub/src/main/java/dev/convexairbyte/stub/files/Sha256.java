package dev.convexairbyte.stub.files;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/** A digest that a client says a file has. */
// Compared by what it says of bytes only.
@SuppressWarnings("ArrayRecordComponent")
public record Sha256(byte[] bytes) {

  private static final int BYTES = 32;
  private static final String PREFIX = "sha-256=";

  /** Reads base64 or hex; empty for anything else. */
  public static Optional<Sha256> parse(String text) {
    try {
      byte[] bytes =
          text.length() == 2 * BYTES
              ? HexFormat.of().parseHex(text)
              : Base64.getDecoder().decode(text);
      return bytes.length == BYTES ? Optional.of(new Sha256(bytes)) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Reads the value of a Digest header, like {@code sha-256=base64}; empty for anything else. */
  public static Optional<Sha256> ofHeader(String value) {
    return value.startsWith(PREFIX) ? parse(value.substring(PREFIX.length())) : Optional.empty();
  }

  boolean matches(byte[] other) {
    return MessageDigest.isEqual(bytes, other);
  }
}
