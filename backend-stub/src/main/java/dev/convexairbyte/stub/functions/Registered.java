package dev.convexairbyte.stub.functions;

import dev.convexairbyte.stub.app.ActionFunction;
import dev.convexairbyte.stub.app.MutationFunction;
import dev.convexairbyte.stub.app.QueryFunction;
import dev.convexairbyte.stub.app.Signature;

/** A function that an application has registered. */
sealed interface Registered {

  FunctionKind kind();

  /** Whether clients may call it; functions and holders of a deploy key always may. */
  boolean isPublic();

  /** What it takes and returns. */
  Signature signature();

  /** A query. */
  record RegisteredQuery(boolean isPublic, Signature signature, QueryFunction function)
      implements Registered {

    @Override
    public FunctionKind kind() {
      return FunctionKind.QUERY;
    }
  }

  /** A mutation. */
  record RegisteredMutation(boolean isPublic, Signature signature, MutationFunction function)
      implements Registered {

    @Override
    public FunctionKind kind() {
      return FunctionKind.MUTATION;
    }
  }

  /** An action. */
  record RegisteredAction(boolean isPublic, Signature signature, ActionFunction function)
      implements Registered {

    @Override
    public FunctionKind kind() {
      return FunctionKind.ACTION;
    }
  }
}
