package dev.convexairbyte.stub.files;

import java.util.Optional;
import java.util.UUID;

/**
 * What the tables know of a file.
 *
 * @param key of its bytes in the store
 * @param sha256 in base64
 * @param size in bytes
 */
public record StoredFile(UUID key, String sha256, long size, Optional<String> contentType) {}
