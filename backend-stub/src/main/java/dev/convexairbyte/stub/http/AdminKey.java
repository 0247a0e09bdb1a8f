package dev.convexairbyte.stub.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * The key of the deployment. Keys come as {@code name|secret}, with a type before the name, or as
 * the bare secret; what stands before the bar does not count here, as the stub has but one name.
 */
public final class AdminKey {

  private final String key;

  /** Throws IllegalArgumentException, without the key, where no client could send it. */
  public AdminKey(String key) {
    String secret = secret(key);
    boolean printable = key.chars().allMatch(c -> c > ' ' && c <= '~');
    if (secret.isEmpty() || !printable || secret.indexOf(':') >= 0) {
      throw new IllegalArgumentException(
          "Tried to use the given admin key but failed because it is empty, holds a character other than"
              + " printable ASCII, or a colon without a bar after it; use a key like name|secret.");
    }
    this.key = key;
  }

  boolean matches(String presented) {
    return MessageDigest.isEqual(bytes(secret(key)), bytes(secret(presented)));
  }

  private static String secret(String key) {
    return key.substring(key.indexOf('|') + 1);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** The key itself: for the one who started the stub. */
  public String reveal() {
    return key;
  }

  @Override
  public String toString() {
    return "AdminKey(*****)";
  }
}
