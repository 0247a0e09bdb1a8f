package dev.convexairbyte.stub.functions;

import dev.convexairbyte.values.ConvexValue;
import java.util.List;

/** What came of a call. */
public sealed interface Outcome {

  /** The lines that the function and those that it called have logged. */
  List<String> logLines();

  /** The function returned. */
  record Returned(ConvexValue value, List<String> logLines) implements Outcome {

    public Returned {
      logLines = List.copyOf(logLines);
    }
  }

  /** The function failed, or there is none; what a mutation wrote is undone. */
  record Failed(FunctionError error, List<String> logLines) implements Outcome {

    public Failed {
      logLines = List.copyOf(logLines);
    }

    /** A call that came to no function. */
    public static Failed of(String sentence) {
      return new Failed(FunctionError.of(sentence), List.of());
    }
  }
}
