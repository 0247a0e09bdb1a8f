package dev.convexairbyte.stub.errors;

import dev.convexairbyte.values.InvalidValueException;

/** An error of the catalogue, with its sentence filled in. */
public final class BackendException extends RuntimeException {

  private final BackendError error;

  public BackendException(BackendError error, Object... details) {
    super(error.sentence(details));
    this.error = error;
  }

  /** The backend has codes for the limits; everything else in a value is an opaque error. */
  public static BackendException of(InvalidValueException e) {
    return new BackendException(
        switch (e.problem()) {
          case TOO_MANY_FIELDS -> BackendError.TOO_MANY_FIELDS;
          case TOO_MANY_ITEMS -> BackendError.ARRAY_TOO_LONG;
          case TOO_NESTED -> BackendError.TOO_NESTED;
          case TOO_LARGE -> BackendError.VALUE_TOO_LARGE;
          case INVALID_FIELD_NAME, NUMBER_OUT_OF_RANGE, MALFORMED_ENCODING ->
              BackendError.INTERNAL_SERVER_ERROR;
        });
  }

  public BackendError error() {
    return error;
  }

  /** The sentence for the client. */
  public String sentence() {
    return String.valueOf(getMessage());
  }
}
