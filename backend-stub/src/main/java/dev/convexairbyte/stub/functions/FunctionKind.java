package dev.convexairbyte.stub.functions;

/** What a function may do. */
public enum FunctionKind {
  QUERY,
  MUTATION,
  ACTION;

  /** As messages name it. */
  @Override
  public String toString() {
    return switch (this) {
      case QUERY -> "query";
      case MUTATION -> "mutation";
      case ACTION -> "action";
    };
  }
}
