package dev.convexairbyte.cdk.message;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** The envelope of a line: a type, and the payload of that type. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AirbyteMessage(
    Type type,
    @Nullable AirbyteStateMessage state,
    @Nullable AirbyteLogMessage log,
    @Nullable ConnectorSpecification spec,
    @Nullable AirbyteConnectionStatus connectionStatus,
    @Nullable AirbyteCatalog catalog,
    @Nullable AirbyteTraceMessage trace) {

  /**
   * RECORD lines are written by RecordWriter and read by MessageReader, never through this record.
   */
  public enum Type {
    RECORD,
    STATE,
    LOG,
    SPEC,
    CONNECTION_STATUS,
    CATALOG,
    TRACE,
    CONTROL,
    DESTINATION_CATALOG
  }

  public static AirbyteMessage of(AirbyteStateMessage state) {
    return new AirbyteMessage(Type.STATE, state, null, null, null, null, null);
  }

  public static AirbyteMessage of(AirbyteLogMessage log) {
    return new AirbyteMessage(Type.LOG, null, log, null, null, null, null);
  }

  public static AirbyteMessage of(AirbyteConnectionStatus status) {
    return new AirbyteMessage(Type.CONNECTION_STATUS, null, null, null, status, null, null);
  }

  public static AirbyteMessage of(AirbyteCatalog catalog) {
    return new AirbyteMessage(Type.CATALOG, null, null, null, null, catalog, null);
  }

  public static AirbyteMessage of(AirbyteTraceMessage trace) {
    return new AirbyteMessage(Type.TRACE, null, null, null, null, null, trace);
  }
}
