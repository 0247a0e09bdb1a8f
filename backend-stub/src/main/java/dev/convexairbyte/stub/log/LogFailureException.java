package dev.convexairbyte.stub.log;

import java.sql.SQLException;

/** The storage of a log failed, as a full disk does. What was being appended is not there. */
public final class LogFailureException extends RuntimeException {

  LogFailureException(SQLException cause) {
    super(
        "Tried to use the stored log but failed because SQLite reports error %d; see whether the disk is full or broken."
            .formatted(cause.getErrorCode()),
        cause);
  }
}
