package dev.convexairbyte.destination.state;

/** Where STATEs go back to. */
@FunctionalInterface
public interface StateOutput {

  /**
   * Sends a STATE back.
   *
   * @param line as it came
   * @param records since the STATE before it in the same scope
   */
  void send(byte[] line, RecordCounts records);
}
