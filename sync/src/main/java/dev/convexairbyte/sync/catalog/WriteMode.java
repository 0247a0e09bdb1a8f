package dev.convexairbyte.sync.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.convexairbyte.cdk.message.DestinationSyncMode;
import java.util.Locale;

/**
 * How a stream is written. {@code overwrite_dedup} is the platform's own and reaches no connector
 * (airbytehq/airbyte-platform, DefaultProtocolSerializer).
 */
public enum WriteMode {
  @JsonProperty("append")
  APPEND,
  @JsonProperty("append_dedup")
  APPEND_DEDUP,
  @JsonProperty("overwrite")
  OVERWRITE,
  @JsonProperty("overwrite_dedup")
  OVERWRITE_DEDUP,
  @JsonProperty("update")
  UPDATE,
  @JsonProperty("soft_delete")
  SOFT_DELETE;

  /** As it is written in a catalog. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether nothing is left of earlier rows. */
  public boolean overwrites() {
    return this == OVERWRITE || this == OVERWRITE_DEDUP;
  }

  /** Whether rows are told apart by their key. */
  public boolean dedups() {
    return this == APPEND_DEDUP || this == OVERWRITE_DEDUP;
  }

  /** What a destination is told that tells rows apart by generations. */
  WriteMode withGenerations() {
    return switch (this) {
      case OVERWRITE -> APPEND;
      case OVERWRITE_DEDUP -> APPEND_DEDUP;
      case APPEND, APPEND_DEDUP, UPDATE, SOFT_DELETE -> this;
    };
  }

  /** What a destination is told that knows no generations. */
  WriteMode withoutGenerations() {
    return this == OVERWRITE_DEDUP ? OVERWRITE : this;
  }

  /** What a destination has to support for it. */
  DestinationSyncMode wire() {
    return DestinationSyncMode.valueOf(withoutGenerations().name());
  }

  /** What a source is told in place of it. */
  WriteMode forSource() {
    return this == UPDATE || this == SOFT_DELETE ? APPEND : this;
  }
}
