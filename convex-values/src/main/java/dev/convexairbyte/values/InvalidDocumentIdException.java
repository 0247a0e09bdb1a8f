package dev.convexairbyte.values;

/** Text that is no document id. */
public final class InvalidDocumentIdException extends RuntimeException {

  public InvalidDocumentIdException() {
    super(
        "Tried to read a document id but failed because it is not 31 to 37 characters of base32 with a"
            + " matching checksum; pass an id as the backend wrote it.");
  }
}
