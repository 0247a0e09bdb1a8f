package dev.convexairbyte.destination.mapping;

/** What is wrong with a record, and where; not yet which record it is. */
final class RecordProblemException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final RecordProblem problem;
  private final String place;

  /**
   * @param place the way to a field by names, never a value
   */
  RecordProblemException(RecordProblem problem, String place) {
    super(problem.reason(place));
    this.problem = problem;
    this.place = place;
  }

  RecordProblem problem() {
    return problem;
  }

  String place() {
    return place;
  }
}
