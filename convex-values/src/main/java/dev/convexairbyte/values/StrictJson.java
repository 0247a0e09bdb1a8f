package dev.convexairbyte.values;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Reads JSON as the backend's serde_json does, where Jackson alone would differ: {@code -0} is a
 * float, a number too large for a double is an error, so is a lone surrogate, and so are 128
 * levels.
 */
public final class StrictJson {

  private StrictJson() {}

  /** The one JSON value that the bytes are; throws InvalidJsonException for anything else. */
  public static JsonNode parse(byte[] bytes) {
    return StrictTokens.read(bytes, StrictTokens::tree);
  }
}
