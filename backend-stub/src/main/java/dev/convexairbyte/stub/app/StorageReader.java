package dev.convexairbyte.stub.app;

import dev.convexairbyte.values.ConvexValue.ObjectValue;
import java.util.Optional;

/**
 * Reads about stored files. Methods throw IllegalArgumentException where the id is not one of a
 * file.
 */
public interface StorageReader {

  /** Where a file can be fetched; empty if there is none. */
  Optional<String> getUrl(String storageId);

  /**
   * The document of {@code _storage}: {@code _id}, {@code _creationTime}, {@code sha256}, {@code
   * size}, {@code contentType}.
   */
  Optional<ObjectValue> getMetadata(String storageId);
}
