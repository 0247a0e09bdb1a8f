package dev.convexairbyte.stub.app;

/** Changes stored files within a transaction. */
public interface StorageWriter extends StorageReader {

  /** A URL to which one file may be posted within an hour. */
  String generateUploadUrl();

  /** Deletes a file; throws IllegalArgumentException if there is none. */
  void delete(String storageId);
}
