package dev.convexairbyte.cdk;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convexairbyte.cdk.io.MessageWriter;
import dev.convexairbyte.cdk.message.AirbyteCatalog;
import dev.convexairbyte.cdk.message.AirbyteConnectionStatus;
import dev.convexairbyte.cdk.message.AirbyteStateMessage;
import dev.convexairbyte.cdk.message.ConfiguredAirbyteCatalog;
import java.util.List;

/** A source without streams, for tests to override a part of. */
public class FakeSource implements Source {

  @Override
  public String specResource() {
    return "cdk/spec.json";
  }

  @Override
  public AirbyteConnectionStatus check(JsonNode config) {
    return AirbyteConnectionStatus.succeeded();
  }

  @Override
  public AirbyteCatalog discover(JsonNode config) {
    return new AirbyteCatalog(List.of());
  }

  @Override
  public void read(
      JsonNode config,
      ConfiguredAirbyteCatalog catalog,
      List<AirbyteStateMessage> state,
      MessageWriter output) {}
}
