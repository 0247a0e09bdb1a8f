package dev.convexairbyte.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A deploy key. Prints as stars; only the request header sees the value. */
public final class DeployKey {

  private final String value;

  public DeployKey(String value) {
    this.value = value;
  }

  String authorization() {
    return "Convex " + value;
  }

  /** Whether a header can carry the key: printable ASCII. */
  boolean isSendable() {
    return !value.isEmpty() && value.chars().allMatch(c -> c >= ' ' && c <= '~');
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof DeployKey key
        && MessageDigest.isEqual(value.getBytes(UTF_8), key.value.getBytes(UTF_8));
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(value.getBytes(UTF_8));
  }

  @Override
  public String toString() {
    return "****";
  }
}
