package dev.convexairbyte.stub.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;

/**
 * The key of the deployment. Keys come as {@code name|secret}, with a type before the name, or as
 * the bare secret. Mirrors get-convex/convex-backend, crates/common/src/types/admin_key.rs.
 */
public final class AdminKey {

  private static final int SHORTEST_SECRET = 6;

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

  /** Whether the secrets are the same, and the names where both have one. */
  boolean matches(String presented) {
    String own = withoutType(key);
    String other = withoutType(presented);
    boolean named = own.indexOf('|') >= 0 && other.indexOf('|') >= 0;
    return named
        ? MessageDigest.isEqual(bytes(own), bytes(other))
        : MessageDigest.isEqual(bytes(secret(own)), bytes(secret(other)));
  }

  /** Drops {@code prod:} and its like, and all before the bar of a preview's or project's key. */
  static String withoutType(String key) {
    int bar = key.indexOf('|');
    int colon = key.indexOf(':');
    if (colon < 0 || colon > bar) {
      return key;
    }
    String type = key.substring(0, colon).toLowerCase(Locale.ROOT);
    boolean wholePrefix = type.equals("preview") || type.equals("project");
    return key.substring(wholePrefix ? bar + 1 : colon + 1);
  }

  /** The text with the secret struck out; one that is too short to be one may be any word. */
  String maskIn(String text) {
    String secret = secret(key);
    return secret.length() < SHORTEST_SECRET ? text : text.replace(secret, "*****");
  }

  private static String secret(String key) {
    return key.substring(key.indexOf('|') + 1);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** The name before the bar; empty where there is none. */
  public String deployment() {
    String plain = withoutType(key);
    return plain.substring(0, Math.max(0, plain.indexOf('|')));
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
