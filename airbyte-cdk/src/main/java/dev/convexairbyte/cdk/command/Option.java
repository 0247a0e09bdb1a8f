package dev.convexairbyte.cdk.command;

/** An option; each takes the path of a file. */
enum Option {
  CONFIG("--config"),
  CATALOG("--catalog"),
  STATE("--state");

  private final String flag;

  Option(String flag) {
    this.flag = flag;
  }

  String flag() {
    return flag;
  }
}
