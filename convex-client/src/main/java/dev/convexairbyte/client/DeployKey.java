package dev.convexairbyte.client;

/** A deploy key. Prints as stars; only the request header sees the value. */
public final class DeployKey {

  private final String value;

  public DeployKey(String value) {
    this.value = value;
  }

  String authorization() {
    return "Convex " + value;
  }

  @Override
  public String toString() {
    return "****";
  }
}
