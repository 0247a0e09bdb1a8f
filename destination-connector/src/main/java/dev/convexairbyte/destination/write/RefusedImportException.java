package dev.convexairbyte.destination.write;

import dev.convexairbyte.cdk.failure.ConnectorException;
import dev.convexairbyte.client.ImportProblem;

/** An import that its sender may change and send again. */
final class RefusedImportException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ImportProblem problem;
  private final String reason;
  private final String remedy;
  private final ConnectorException failure;

  /**
   * @param reason a clause: "a record is over 1 MiB"
   * @param remedy an imperative: "leave that record out of the sync"
   * @param failure what ends the write if nothing can be changed
   */
  RefusedImportException(
      ImportProblem problem, String reason, String remedy, ConnectorException failure) {
    super(failure.getMessage(), failure);
    this.problem = problem;
    this.reason = reason;
    this.remedy = remedy;
    this.failure = failure;
  }

  ImportProblem problem() {
    return problem;
  }

  String reason() {
    return reason;
  }

  String remedy() {
    return remedy;
  }

  ConnectorException failure() {
    return failure;
  }
}
