package dev.convexairbyte.cdk.runner;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convexairbyte.cdk.AirbyteMessageConsumer;
import dev.convexairbyte.cdk.Destination;
import dev.convexairbyte.cdk.io.IncomingMessage;
import dev.convexairbyte.cdk.io.MessageWriter;
import dev.convexairbyte.cdk.message.AirbyteConnectionStatus;
import dev.convexairbyte.cdk.message.ConfiguredAirbyteCatalog;
import java.util.ArrayList;
import java.util.List;

/** A destination that keeps a diary of what is asked of it. */
public class FakeDestination implements Destination {

  final List<String> diary = new ArrayList<>();

  @Override
  public String specResource() {
    return "/cdk/spec.json";
  }

  @Override
  public AirbyteConnectionStatus check(JsonNode config) {
    return AirbyteConnectionStatus.succeeded();
  }

  @Override
  public AirbyteMessageConsumer getConsumer(
      JsonNode config, ConfiguredAirbyteCatalog catalog, MessageWriter output) {
    return new AirbyteMessageConsumer() {

      @Override
      public void start() {
        diary.add("start");
      }

      @Override
      public void accept(IncomingMessage message) {
        diary.add(message.getClass().getSimpleName());
        accepted(message, output);
      }

      @Override
      public void pulse() {
        pulsed();
      }

      @Override
      public void finish() {
        diary.add("finish");
      }

      @Override
      public void close() {
        diary.add("close");
      }
    };
  }

  /** For tests that act between messages. */
  void pulsed() {}

  /** For tests that act on a message. */
  void accepted(IncomingMessage message, MessageWriter output) {}
}
