package dev.convexairbyte.destination.write;

import static dev.convexairbyte.destination.TestStream.append;
import static dev.convexairbyte.destination.TestStream.catalog;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convexairbyte.client.ImportSegments;
import dev.convexairbyte.destination.TestInput;
import dev.convexairbyte.destination.config.LargeIntegers;
import dev.convexairbyte.destination.mapping.RecordMapper;
import dev.convexairbyte.destination.plan.StreamPlan;
import dev.convexairbyte.destination.plan.WritePlan;
import java.util.ArrayDeque;
import org.junit.jupiter.api.Test;

class StreamWriterTest {

  @Test
  void keepsTheRecordsOfABatchPendingIfMemoryRunsOutWhileItIsTaken() {
    StreamPlan plan = WritePlan.of(catalog(append("users"))).streams().get(0);
    RecordMapper mapper = new RecordMapper(plan, LargeIntegers.STRING);
    StreamWriter writer =
        new StreamWriter(
            plan,
            mapper,
            new BatchLimits(10, 1 << 20),
            new ArrayDeque<>() {
              @Override
              public boolean add(RecordBatch batch) {
                throw new OutOfMemoryError("for the test");
              }
            });
    RecordBatch batch = new RecordBatch(plan, 0, new ImportSegments());
    batch.add(mapper.map(new TestInput().record("users", "{}")), 1);
    writer.open(batch);

    assertThatThrownBy(writer::takeOpen).isInstanceOf(OutOfMemoryError.class);

    assertThat(writer.firstPendingLine()).isEqualTo(1);
  }
}
