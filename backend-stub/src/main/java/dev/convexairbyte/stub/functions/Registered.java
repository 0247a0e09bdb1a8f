package dev.convexairbyte.stub.functions;

import dev.convexairbyte.stub.app.ActionFunction;
import dev.convexairbyte.stub.app.MutationFunction;
import dev.convexairbyte.stub.app.QueryFunction;

/** A function that an application has registered. */
sealed interface Registered {

  FunctionKind kind();

  /** Whether clients may call it; functions and holders of a deploy key always may. */
  boolean isPublic();

  /** A query. */
  record RegisteredQuery(boolean isPublic, QueryFunction function) implements Registered {

    @Override
    public FunctionKind kind() {
      return FunctionKind.QUERY;
    }
  }

  /** A mutation. */
  record RegisteredMutation(boolean isPublic, MutationFunction function) implements Registered {

    @Override
    public FunctionKind kind() {
      return FunctionKind.MUTATION;
    }
  }

  /** An action. */
  record RegisteredAction(boolean isPublic, ActionFunction function) implements Registered {

    @Override
    public FunctionKind kind() {
      return FunctionKind.ACTION;
    }
  }
}
