package dev.convexairbyte.stub.log;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A stored log that cannot be opened. */
public final class UnusableLogException extends RuntimeException {

  private final String reason;
  private final String remedy;

  private UnusableLogException(String reason, String remedy, @Nullable SQLException cause) {
    super(reason + "; " + remedy, cause);
    this.reason = reason;
    this.remedy = remedy;
  }

  static UnusableLogException foreign() {
    return new UnusableLogException(
        "its log is not a database of a stub", "choose another directory", null);
  }

  static UnusableLogException otherVersion() {
    return new UnusableLogException(
        "its log was made by another version of the stub",
        "use that version, or a new directory",
        null);
  }

  /** Names what SQLite answers in the words of the one who chose the file. */
  static UnusableLogException broken(SQLException cause) {
    return switch (cause.getErrorCode() & 0xFF) {
      case 26 -> // SQLITE_NOTADB
          new UnusableLogException(
              "its log is not a database of a stub", "choose another directory", cause);
      case 5 -> // SQLITE_BUSY
          new UnusableLogException(
              "another stub uses it", "stop that one, or choose another directory", cause);
      case 8, 14 -> // SQLITE_READONLY, SQLITE_CANTOPEN
          new UnusableLogException(
              "its log cannot be written", "choose a directory that you may write to", cause);
      default ->
          new UnusableLogException(
              "its log cannot be read, SQLite error " + cause.getErrorCode(),
              "see whether the disk is full or broken, or choose another directory",
              cause);
    };
  }

  /** Why, as the part of a sentence. */
  public String reason() {
    return reason;
  }

  /** What to do about it, as the part of a sentence. */
  public String remedy() {
    return remedy;
  }
}
