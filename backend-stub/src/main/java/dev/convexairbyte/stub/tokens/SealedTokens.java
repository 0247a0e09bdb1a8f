package dev.convexairbyte.stub.tokens;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Bytes as text that only this deployment can read or make: hex of a version, a nonce and the
 * encrypted bytes. Mirrors get-convex/convex-backend, crates/keybroker/src/encryptor.rs, but with
 * AES-GCM, as the JDK has no AES-GCM-SIV.
 */
public final class SealedTokens {

  private static final byte VERSION = 1;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final String MAC = "HmacSHA256";
  private static final String CIPHER = "AES/GCM/NoPadding";

  private final SecretKeySpec key;
  private final RandomGenerator random;

  /**
   * @param secret the deployment's
   * @param purpose tokens of one purpose cannot be read for another
   */
  public SealedTokens(byte[] secret, String purpose, RandomGenerator random) {
    this.random = random;
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(new SecretKeySpec(secret, MAC));
      key = new SecretKeySpec(mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8)), "AES");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }

  /** Never the same text twice, also for the same bytes. */
  public String seal(byte[] bytes) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce).doFinal(bytes);
      ByteBuffer token = ByteBuffer.allocate(1 + NONCE_BYTES + sealed.length);
      token.put(VERSION).put(nonce).put(sealed);
      return HexFormat.of().formatHex(token.array());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has AES/GCM/NoPadding", e);
    }
  }

  /** The bytes; empty for a text that seal did not return with this secret and purpose. */
  public Optional<byte[]> open(String text) {
    try {
      byte[] token = HexFormat.of().parseHex(text);
      // For less than a tag the cipher fails with an unchecked exception.
      if (token.length < 1 + NONCE_BYTES + TAG_BITS / Byte.SIZE || token[0] != VERSION) {
        return Optional.empty();
      }
      byte[] nonce = Arrays.copyOfRange(token, 1, 1 + NONCE_BYTES);
      int start = 1 + NONCE_BYTES;
      return Optional.of(
          cipher(Cipher.DECRYPT_MODE, nonce).doFinal(token, start, token.length - start));
    } catch (IllegalArgumentException | GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(CIPHER);
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    return cipher;
  }
}
