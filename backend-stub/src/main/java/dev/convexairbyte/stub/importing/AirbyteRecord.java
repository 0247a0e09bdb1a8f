package dev.convexairbyte.stub.importing;

import dev.convexairbyte.stub.errors.BackendError;
import dev.convexairbyte.stub.errors.BackendException;
import dev.convexairbyte.stub.importing.RecordDecoder.Data;
import dev.convexairbyte.values.ConvexValue;
import dev.convexairbyte.values.ConvexValue.NullValue;
import dev.convexairbyte.values.ConvexValue.ObjectValue;
import dev.convexairbyte.values.Identifiers;
import dev.convexairbyte.values.InvalidIdentifierException;
import dev.convexairbyte.values.InvalidValueException;
import java.util.Map;
import java.util.TreeMap;

/**
 * A record as it is going to be stored. Mirrors AirbyteRecord of get-convex/convex-backend,
 * crates/application/src/airbyte_import.rs.
 *
 * @param table the table's name as stored
 * @param deleted whether the record says that its row is gone
 * @param fields without the fields of change data capture
 */
record AirbyteRecord(String table, boolean deleted, ObjectValue fields) {

  private static final String CDC_PREFIX = "source_ab_cdc";
  private static final String CDC_DELETED = "source_ab_cdc_deleted_at";

  /** Throws BackendException where no name, or no document, can be made of what was sent. */
  static AirbyteRecord of(String tableName, Data data) {
    String table = storedTableName(tableName);
    if (data.value() == null) {
      throw BackendException.of(new InvalidValueException(data.problem()));
    }
    if (!(data.value() instanceof ObjectValue object)) {
      throw new BackendException(BackendError.INTERNAL_SERVER_ERROR);
    }
    if (object.fields().keySet().stream().noneMatch(AirbyteRecord::isCdc)) {
      return new AirbyteRecord(table, false, object);
    }
    ConvexValue deletedAt = object.fields().getOrDefault(CDC_DELETED, new NullValue());
    Map<String, ConvexValue> kept = new TreeMap<>(object.fields());
    kept.keySet().removeIf(AirbyteRecord::isCdc);
    return new AirbyteRecord(table, !(deletedAt instanceof NullValue), ObjectValue.of(kept));
  }

  private static boolean isCdc(String name) {
    return name.startsWith(CDC_PREFIX);
  }

  /** Throws INTERNAL_SERVER_ERROR for a name that cannot be mended. */
  static String storedTableName(String name) {
    try {
      return Identifiers.tableName(name);
    } catch (InvalidIdentifierException e) {
      throw new BackendException(BackendError.INTERNAL_SERVER_ERROR);
    }
  }
}
