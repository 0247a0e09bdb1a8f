package dev.convexairbyte.cdk.io;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.convexairbyte.cdk.failure.ConnectorException;
import dev.convexairbyte.cdk.json.Fault;
import java.io.IOException;

/** What is wrong with a line that is no message, without a word of what it holds. */
final class LineFault {

  private LineFault() {}

  /**
   * What one pass over a line finds.
   *
   * @param isEnded whether the line has its line feed
   * @throws ConnectorException naming the line, if it does not start with a JSON object
   */
  static Envelope envelope(byte[] line, long lineNumber, boolean isEnded) {
    try {
      Envelope envelope = Envelope.of(line);
      if (envelope == null) {
        throw unreadable(lineNumber, "it is not a JSON object");
      }
      return envelope;
    } catch (JsonProcessingException e) {
      throw isEnded
          ? unreadable(lineNumber, "it is not JSON at " + Fault.column(e))
          : cutOff(lineNumber);
    } catch (IOException e) {
      throw unreadable(lineNumber, "it is not UTF-8");
    }
  }

  static ConnectorException unreadable(long lineNumber, String reason) {
    return ConnectorException.system(
        "Tried to read line "
            + lineNumber
            + " of standard input but failed because "
            + reason
            + "; check that a source's messages are piped in, one a line.");
  }

  private static ConnectorException cutOff(long lineNumber) {
    return ConnectorException.transientFault(
        "Tried to read the source's messages but failed because the input ends in the middle of"
            + " line "
            + lineNumber
            + "; look at the source's error and sync again.");
  }
}
