package dev.convexairbyte.stub.app;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stores and fetches files. */
public interface StorageActionWriter extends StorageWriter {

  /** The file; empty if there is none. */
  Optional<Blob> get(String storageId);

  /** Stores a file and returns its id. */
  default String store(Blob blob) {
    return store(blob, null);
  }

  /**
   * Stores a file and returns its id.
   *
   * @param sha256 in base64 or hex; null to have it computed
   * @throws IllegalArgumentException if the digest is another ({@code Sha256Mismatch})
   */
  String store(Blob blob, @Nullable String sha256);
}
