package dev.convexairbyte.values;

import java.util.Optional;

/**
 * The three ways in which the backend writes values as JSON. Mirrors get-convex/convex-backend,
 * crates/value/src/export.rs.
 */
public enum ValueFormat {
  /** Plain JSON, lossy: an Int64 and its decimal string look alike. */
  CLEAN,
  /** {@code $integer}, {@code $float} and {@code $bytes} objects; the only form that is read. */
  ENCODED,
  /** Like ENCODED, but an Int64 is a bare integer and -0 a number. */
  EXPORT;

  /** The format that a {@code format} parameter names; empty for an unknown name. */
  public static Optional<ValueFormat> named(String name) {
    return switch (name) {
      case "json", "convex_clean_json" -> Optional.of(CLEAN);
      case "convex_encoded_json", "convex_json" -> Optional.of(ENCODED);
      case "export_json" -> Optional.of(EXPORT);
      default -> Optional.empty();
    };
  }
}
