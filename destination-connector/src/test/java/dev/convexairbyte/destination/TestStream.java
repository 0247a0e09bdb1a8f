package dev.convexairbyte.destination;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.convexairbyte.cdk.message.AirbyteStream;
import dev.convexairbyte.cdk.message.ConfiguredAirbyteCatalog;
import dev.convexairbyte.cdk.message.ConfiguredAirbyteStream;
import dev.convexairbyte.cdk.message.DestinationSyncMode;
import dev.convexairbyte.cdk.message.SyncMode;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A configured stream in the making; keys are dotted paths joined by plus signs. */
public record TestStream(
    String name,
    @Nullable String namespace,
    DestinationSyncMode mode,
    @Nullable String key,
    @Nullable String sourceKey,
    @Nullable Long generation,
    @Nullable Long minimumGeneration) {

  public static TestStream append(String name) {
    return new TestStream(name, null, DestinationSyncMode.APPEND, null, null, null, null);
  }

  public static TestStream dedup(String name, String key) {
    return new TestStream(name, null, DestinationSyncMode.APPEND_DEDUP, key, null, null, null);
  }

  public static TestStream overwrite(String name) {
    return new TestStream(name, null, DestinationSyncMode.OVERWRITE, null, null, null, null);
  }

  public TestStream inNamespace(String other) {
    return new TestStream(name, other, mode, key, sourceKey, generation, minimumGeneration);
  }

  public TestStream withKey(String other) {
    return new TestStream(name, namespace, mode, other, sourceKey, generation, minimumGeneration);
  }

  /** As a platform sends it for a truncate refresh. */
  public TestStream truncated() {
    return new TestStream(name, namespace, mode, key, sourceKey, 7L, 7L);
  }

  public static ConfiguredAirbyteCatalog catalog(TestStream... streams) {
    return new ConfiguredAirbyteCatalog(
        Arrays.stream(streams).map(TestStream::configured).toList());
  }

  public ConfiguredAirbyteStream configured() {
    AirbyteStream stream =
        new AirbyteStream(
            name,
            namespace,
            JsonNodeFactory.instance.objectNode(),
            List.of(SyncMode.FULL_REFRESH),
            null,
            null,
            paths(sourceKey),
            null);
    return new ConfiguredAirbyteStream(
        stream, SyncMode.FULL_REFRESH, mode, null, paths(key), generation, minimumGeneration, null);
  }

  private static @Nullable List<List<String>> paths(@Nullable String key) {
    if (key == null) {
      return null;
    }
    if (key.equals("none")) {
      return List.of();
    }
    return Arrays.stream(key.split("\\+")).map(path -> List.of(path.split("\\."))).toList();
  }
}
