package dev.convexairbyte.destination.write;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.cdk.io.IncomingMessage;
import dev.convexairbyte.cdk.io.MessageReader;
import dev.convexairbyte.cdk.io.StateEcho;
import dev.convexairbyte.cdk.message.AirbyteStateStats;
import dev.convexairbyte.destination.TestClock;
import dev.convexairbyte.destination.TestInput;
import dev.convexairbyte.destination.TestStream;
import dev.convexairbyte.destination.config.DestinationConfig;
import dev.convexairbyte.destination.plan.WritePlan;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A write on a fake deployment; its journal has the calls and the STATE lines in their order. */
final class TestWrite {

  final List<String> journal = new ArrayList<>();
  final FakeTarget target = new FakeTarget(journal);
  final StepWorkers workers = new StepWorkers();
  final TestClock clock = new TestClock();
  final WriteConsumer consumer;

  private final TestInput input = new TestInput();

  TestWrite(TestStream... streams) {
    this(new BatchLimits(1000, 1 << 20), streams);
  }

  TestWrite(BatchLimits limits, TestStream... streams) {
    this(settings(limits), MemoryBudget.STANDARD, streams);
  }

  TestWrite(ObjectNode settings, long memory, TestStream... streams) {
    this.consumer =
        new WriteConsumer(
            WritePlan.of(TestStream.catalog(streams)),
            DestinationConfig.parse(settings),
            new MemoryBudget(memory),
            target,
            workers,
            (line, records) ->
                journal.add(
                    new String(
                        StateEcho.of(
                            line, AirbyteStateStats.of(records.written(), records.rejected())),
                        StandardCharsets.UTF_8)),
            clock,
            clock);
  }

  /** A config with these limits, four lanes, and whatever a test adds to it. */
  static ObjectNode settings(BatchLimits limits) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("deployment_url", "http://127.0.0.1:1")
        .put("access_key", "test|key")
        .put("batch_records", limits.objects())
        .put("batch_bytes", limits.bytes());
  }

  TestWrite takes(String... lines) {
    for (String line : lines) {
      consumer.accept(input.message(line));
      consumer.pulse();
    }
    return this;
  }

  /** Takes lines as they come one behind the other on standard input. */
  TestWrite reads(String... lines) {
    String input = String.join("\n", lines) + "\n";
    MessageReader reader =
        new MessageReader(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
    for (IncomingMessage message = reader.next(); message != null; message = reader.next()) {
      consumer.accept(message);
    }
    return this;
  }

  TestWrite record(String stream, String data) {
    return takes(TestInput.recordLine(stream, data));
  }

  TestWrite state(String stream, String state) {
    return takes(TestInput.streamStateLine(stream, state));
  }

  TestWrite status(String stream, String status) {
    return takes(TestInput.statusLine(stream, status));
  }

  /** The line that goes back for {@link #state}. */
  static String echo(String stream, String state, int records) {
    String line = TestInput.streamStateLine(stream, state);
    return line.substring(0, line.length() - 2)
        + ",\"destinationStats\":{\"recordCount\":"
        + records
        + ".0}}}";
  }
}
