package dev.convexairbyte.destination.mapping;

import static dev.convexairbyte.destination.TestStream.append;
import static dev.convexairbyte.destination.TestStream.catalog;
import static dev.convexairbyte.destination.TestStream.dedup;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import dev.convexairbyte.cdk.io.IncomingMessage.IncomingRecord;
import dev.convexairbyte.cdk.message.StreamDescriptor;
import dev.convexairbyte.destination.config.LargeIntegers;
import dev.convexairbyte.destination.plan.PrimaryKey;
import dev.convexairbyte.destination.plan.StreamPlan;
import dev.convexairbyte.destination.plan.WritePlan;
import org.jspecify.annotations.Nullable;

/** Makes mappers, and records without the line around them. */
final class TestMapping {

  private static final StreamDescriptor USERS = new StreamDescriptor("users", null);

  private TestMapping() {}

  /** The mapper of the stream users; a key is dotted paths joined by plus signs. */
  static RecordMapper mapper(@Nullable String key, LargeIntegers largeIntegers) {
    return new RecordMapper(plan(key), largeIntegers);
  }

  /** The key as it is sent, as JSON; null if there is none. */
  static @Nullable String storedKey(@Nullable String key) {
    PrimaryKey planned = plan(key).key();
    return planned == null
        ? null
        : planned.storedPaths().stream()
            .map(path -> "[\"" + String.join("\",\"", path) + "\"]")
            .collect(joining(",", "[", "]"));
  }

  private static StreamPlan plan(@Nullable String key) {
    return WritePlan.of(catalog(key == null ? append("users") : dedup("users", key)))
        .streams()
        .get(0);
  }

  static IncomingRecord record(String data) {
    return record(data.getBytes(UTF_8));
  }

  static IncomingRecord record(byte[] data) {
    return record(1, data);
  }

  /** One whose line has nothing but the data. */
  static IncomingRecord record(long lineNumber, byte[] data) {
    return new IncomingRecord(lineNumber, USERS, data, 0, 0, data.length, data.length);
  }

  static JsonSlice slice(String data) {
    return JsonSlice.of(data.getBytes(UTF_8));
  }
}
