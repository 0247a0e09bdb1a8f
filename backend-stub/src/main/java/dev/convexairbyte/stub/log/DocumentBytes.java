package dev.convexairbyte.stub.log;

import dev.convexairbyte.values.ConvexValue;
import dev.convexairbyte.values.ConvexValue.ArrayValue;
import dev.convexairbyte.values.ConvexValue.BooleanValue;
import dev.convexairbyte.values.ConvexValue.BytesValue;
import dev.convexairbyte.values.ConvexValue.Float64Value;
import dev.convexairbyte.values.ConvexValue.Int64Value;
import dev.convexairbyte.values.ConvexValue.NullValue;
import dev.convexairbyte.values.ConvexValue.ObjectValue;
import dev.convexairbyte.values.ConvexValue.StringValue;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Documents as bytes: a tag a value, then its bits. Encoded JSON would not do: its decoder has the
 * limits of what a client may send, and a stored document has two fields more.
 */
final class DocumentBytes {

  private static final int NULL = 0;
  private static final int INT64 = 1;
  private static final int FLOAT64 = 2;
  private static final int FALSE = 3;
  private static final int TRUE = 4;
  private static final int STRING = 5;
  private static final int BYTES = 6;
  private static final int ARRAY = 7;
  private static final int OBJECT = 8;

  private DocumentBytes() {}

  static byte[] encode(ObjectValue document) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      write(out, document);
    } catch (IOException e) {
      throw new UncheckedIOException("a byte array takes all bytes", e);
    }
    return bytes.toByteArray();
  }

  /** Throws IllegalStateException for bytes that encode did not write. */
  static ObjectValue decode(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      if (read(in) instanceof ObjectValue document && in.available() == 0) {
        return document;
      }
    } catch (IOException e) {
      throw new IllegalStateException("a stored document ends too early", e);
    }
    throw new IllegalStateException("a stored document is an object and nothing else");
  }

  private static void write(DataOutputStream out, ConvexValue value) throws IOException {
    if (value instanceof NullValue) {
      out.writeByte(NULL);
    } else if (value instanceof Int64Value integer) {
      out.writeByte(INT64);
      out.writeLong(integer.value());
    } else if (value instanceof Float64Value number) {
      out.writeByte(FLOAT64);
      out.writeLong(Double.doubleToRawLongBits(number.value()));
    } else if (value instanceof BooleanValue bool) {
      out.writeByte(bool.value() ? TRUE : FALSE);
    } else if (value instanceof StringValue text) {
      out.writeByte(STRING);
      writeBytes(out, text.value().getBytes(StandardCharsets.UTF_8));
    } else if (value instanceof BytesValue bytes) {
      out.writeByte(BYTES);
      writeBytes(out, bytes.toByteArray());
    } else if (value instanceof ArrayValue array) {
      out.writeByte(ARRAY);
      out.writeInt(array.items().size());
      for (ConvexValue item : array.items()) {
        write(out, item);
      }
    } else if (value instanceof ObjectValue object) {
      out.writeByte(OBJECT);
      out.writeInt(object.fields().size());
      for (Map.Entry<String, ConvexValue> field : object.fields().entrySet()) {
        writeBytes(out, field.getKey().getBytes(StandardCharsets.UTF_8));
        write(out, field.getValue());
      }
    } else {
      throw new AssertionError("ConvexValue is sealed");
    }
  }

  private static void writeBytes(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static ConvexValue read(DataInputStream in) throws IOException {
    int tag = in.readByte();
    return switch (tag) {
      case NULL -> new NullValue();
      case INT64 -> new Int64Value(in.readLong());
      case FLOAT64 -> new Float64Value(Double.longBitsToDouble(in.readLong()));
      case FALSE -> new BooleanValue(false);
      case TRUE -> new BooleanValue(true);
      case STRING -> new StringValue(readText(in));
      case BYTES -> new BytesValue(readBytes(in));
      case ARRAY -> readArray(in);
      case OBJECT -> readObject(in);
      default -> throw new IllegalStateException("a stored value has an unknown tag");
    };
  }

  private static ArrayValue readArray(DataInputStream in) throws IOException {
    int count = in.readInt();
    List<ConvexValue> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      items.add(read(in));
    }
    return new ArrayValue(items);
  }

  private static ObjectValue readObject(DataInputStream in) throws IOException {
    int count = in.readInt();
    TreeMap<String, ConvexValue> fields = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      fields.put(readText(in), read(in));
    }
    return new ObjectValue(fields);
  }

  private static String readText(DataInputStream in) throws IOException {
    return new String(readBytes(in), StandardCharsets.UTF_8);
  }

  private static byte[] readBytes(DataInputStream in) throws IOException {
    int length = in.readInt();
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new IllegalStateException("a stored document ends too early");
    }
    return bytes;
  }
}
