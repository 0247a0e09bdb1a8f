package dev.convexairbyte.cdk.runner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.convexairbyte.cdk.AirbyteMessageConsumer;
import dev.convexairbyte.cdk.Connector;
import dev.convexairbyte.cdk.Destination;
import dev.convexairbyte.cdk.io.IncomingMessage;
import dev.convexairbyte.cdk.io.MessageWriter;
import dev.convexairbyte.cdk.message.AirbyteCatalog;
import dev.convexairbyte.cdk.message.AirbyteConnectionStatus;
import dev.convexairbyte.cdk.message.AirbyteStateMessage;
import dev.convexairbyte.cdk.message.AirbyteStream;
import dev.convexairbyte.cdk.message.ConfiguredAirbyteCatalog;
import dev.convexairbyte.cdk.message.StreamDescriptor;
import dev.convexairbyte.cdk.message.SyncMode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.slf4j.LoggerFactory;

/**
 * A connector's main class for tests of the whole process; the first argument says what it does.
 */
final class ProcessMain {

  private ProcessMain() {}

  public static void main(String[] arguments) {
    Connector connector =
        arguments[1].equals("write") ? new LateDestination() : new Scenario(arguments[0]);
    IntegrationRunner.main(connector, Arrays.copyOfRange(arguments, 1, arguments.length));
  }

  /** Acknowledges only when it is closed. */
  private static final class LateDestination implements Destination {

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
        public void start() {}

        @Override
        public void accept(IncomingMessage message) {
          LoggerFactory.getLogger("connector").info("accepted");
        }

        @Override
        public void finish() {}

        @Override
        public void close() {
          Thread.interrupted();
          output.writeLine("{\"type\":\"STATE\"}".getBytes(StandardCharsets.UTF_8));
        }
      };
    }
  }

  private static final class Scenario extends FakeSource {

    private final String name;

    Scenario(String name) {
      this.name = name;
    }

    @Override
    public void read(
        JsonNode config,
        ConfiguredAirbyteCatalog catalog,
        List<AirbyteStateMessage> state,
        MessageWriter output) {
      switch (name) {
        case "leaves-a-thread" -> new Thread(ProcessMain::waitForever).start();
        case "thread-dies" -> {
          new Thread(ProcessMain::fail).start();
          waitForever();
        }
        case "never-ends" -> hang("reading");
        case "logs" -> {
          LoggerFactory.getLogger("connector").debug("detail");
          LoggerFactory.getLogger("connector").info("news");
          System.out.print("stray");
        }
        case "writes-on" -> writeOn(output);
        default -> throw new IllegalArgumentException(name);
      }
    }

    @Override
    public AirbyteConnectionStatus check(JsonNode config) {
      hang("checking");
      return AirbyteConnectionStatus.succeeded();
    }

    @Override
    public AirbyteCatalog discover(JsonNode config) {
      if (name.equals("never-ends")) {
        hang("discovering");
      }
      return new AirbyteCatalog(
          Collections.nCopies(
              10_000,
              new AirbyteStream(
                  "users",
                  null,
                  JsonNodeFactory.instance.objectNode(),
                  List.of(SyncMode.FULL_REFRESH),
                  null,
                  List.of(),
                  List.of(),
                  null)));
    }

    private static void writeOn(MessageWriter output) {
      LoggerFactory.getLogger("connector").info("reading");
      while (true) {
        output
            .recordWriter(new StreamDescriptor("users", null))
            .write(data -> data.write("{}".getBytes(StandardCharsets.UTF_8)));
      }
    }
  }

  private static void hang(String word) {
    LoggerFactory.getLogger("connector").info(word);
    waitForever();
  }

  private static void fail() {
    throw new IllegalStateException("died");
  }

  private static void waitForever() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
