package dev.convexairbyte.values;

import java.util.Optional;

/** Crockford's base32 in lower case, high bits first, without padding. */
final class Base32 {

  private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
  private static final int BITS = 5;

  private Base32() {}

  static String encode(byte[] bytes) {
    StringBuilder text = new StringBuilder((bytes.length * Byte.SIZE + BITS - 1) / BITS);
    int buffer = 0;
    int buffered = 0;
    for (byte next : bytes) {
      buffer = (buffer << Byte.SIZE) | (next & 0xFF);
      buffered += Byte.SIZE;
      while (buffered >= BITS) {
        buffered -= BITS;
        text.append(ALPHABET.charAt((buffer >> buffered) & 0x1F));
      }
    }
    if (buffered > 0) {
      text.append(ALPHABET.charAt((buffer << (BITS - buffered)) & 0x1F));
    }
    return text.toString();
  }

  /** The bytes of the text, surplus low bits dropped; empty where a character is foreign. */
  static Optional<byte[]> decode(String text) {
    byte[] bytes = new byte[text.length() * BITS / Byte.SIZE];
    int buffer = 0;
    int buffered = 0;
    int next = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = ALPHABET.indexOf(text.charAt(i));
      if (digit < 0) {
        return Optional.empty();
      }
      buffer = (buffer << BITS) | digit;
      buffered += BITS;
      if (buffered >= Byte.SIZE) {
        buffered -= Byte.SIZE;
        bytes[next++] = (byte) (buffer >> buffered);
      }
    }
    return Optional.of(bytes);
  }
}
