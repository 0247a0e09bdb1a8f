package dev.convexairbyte.values;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.convexairbyte.values.ConvexValue.ArrayValue;
import dev.convexairbyte.values.ConvexValue.BooleanValue;
import dev.convexairbyte.values.ConvexValue.BytesValue;
import dev.convexairbyte.values.ConvexValue.Float64Value;
import dev.convexairbyte.values.ConvexValue.Int64Value;
import dev.convexairbyte.values.ConvexValue.NullValue;
import dev.convexairbyte.values.ConvexValue.ObjectValue;
import dev.convexairbyte.values.ConvexValue.StringValue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.Map;

/**
 * Writes values as JSON text in any of the three formats. Mirrors get-convex/convex-backend,
 * crates/value/src/export.rs.
 */
public final class ValueEncoder {

  private final JsonGenerator json;
  private final ValueFormat format;

  public ValueEncoder(JsonGenerator json, ValueFormat format) {
    this.json = json;
    this.format = format;
  }

  /** Writes one value; IOException is the generator's. */
  public void write(ConvexValue value) throws IOException {
    if (value instanceof NullValue) {
      json.writeNull();
    } else if (value instanceof Int64Value integer) {
      writeInteger(integer.value());
    } else if (value instanceof Float64Value number) {
      writeFloat(number.value());
    } else if (value instanceof BooleanValue bool) {
      json.writeBoolean(bool.value());
    } else if (value instanceof StringValue text) {
      json.writeString(text.value());
    } else if (value instanceof BytesValue bytes) {
      writeBytes(bytes);
    } else if (value instanceof ArrayValue array) {
      json.writeStartArray();
      for (ConvexValue item : array.items()) {
        write(item);
      }
      json.writeEndArray();
    } else if (value instanceof ObjectValue object) {
      json.writeStartObject();
      writeFields(object);
      json.writeEndObject();
    } else {
      throw new AssertionError("ConvexValue is sealed");
    }
  }

  /** Writes the fields of an object into the object that the generator stands in. */
  public void writeFields(ObjectValue object) throws IOException {
    for (Map.Entry<String, ConvexValue> field : object.fields().entrySet()) {
      json.writeFieldName(field.getKey());
      write(field.getValue());
    }
  }

  private void writeInteger(long integer) throws IOException {
    switch (format) {
      case CLEAN -> json.writeString(Long.toString(integer));
      case ENCODED -> writeWrapped("$integer", base64(integer));
      case EXPORT -> json.writeNumber(integer);
    }
  }

  private void writeFloat(double number) throws IOException {
    boolean negativeZero = number == 0 && Double.doubleToRawLongBits(number) != 0;
    if (Double.isFinite(number) && !(negativeZero && format == ValueFormat.ENCODED)) {
      json.writeNumber(Float64Text.of(number));
      return;
    }
    if (format == ValueFormat.CLEAN) {
      json.writeString(Double.toString(number));
      return;
    }
    writeWrapped("$float", base64(Double.doubleToRawLongBits(number)));
  }

  private void writeBytes(BytesValue bytes) throws IOException {
    if (format == ValueFormat.CLEAN) {
      json.writeString(bytes.toBase64());
      return;
    }
    writeWrapped("$bytes", bytes.toBase64());
  }

  private void writeWrapped(String key, String text) throws IOException {
    json.writeStartObject();
    json.writeStringField(key, text);
    json.writeEndObject();
  }

  private static String base64(long bits) {
    ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    return Base64.getEncoder().encodeToString(bytes.putLong(bits).array());
  }
}
