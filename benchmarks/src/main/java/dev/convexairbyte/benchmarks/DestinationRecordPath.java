package dev.convexairbyte.benchmarks;

import dev.convexairbyte.cdk.io.IncomingMessage.IncomingRecord;
import dev.convexairbyte.cdk.message.StreamDescriptor;
import dev.convexairbyte.destination.config.LargeIntegers;
import dev.convexairbyte.destination.mapping.MappedRecord;
import dev.convexairbyte.destination.mapping.RecordMapper;
import dev.convexairbyte.destination.plan.PrimaryKey;
import dev.convexairbyte.destination.plan.StreamPlan;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the destination makes of a record: rules, names, key and the bytes to send. One operation is
 * one record, as source-convex writes it, into a table with a key. As a program it prints CPU
 * instead of time, which says more on a busy machine; arguments: MB a size (default 2000).
 */
// JMH calls start before anything else.
@SuppressWarnings("NullAway.Init")
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 3, time = 3)
@Fork(
    value = 1,
    jvmArgs = {"-XX:+UseSerialGC", "-Xmx128m"})
public class DestinationRecordPath {

  private static final int RECORDS = 256;
  private static final StreamDescriptor STREAM =
      new StreamDescriptor(DestinationRecords.STREAM, null);

  @Param({"200", "1000", "10000"})
  public int recordBytes;

  private RecordMapper mapper;
  private IncomingRecord[] records;

  public static void main(String[] arguments) {
    long megabytes = arguments.length == 0 ? 2000 : Long.parseLong(arguments[0]);
    for (int bytes : new int[] {200, 1000, 10_000}) {
      DestinationRecordPath path = new DestinationRecordPath();
      path.recordBytes = bytes;
      path.start();
      int rounds = (int) (megabytes * 1_000_000 / RECORDS / bytes);
      path.rounds(rounds / 2);
      Duration cpu = cpu();
      long garbage = garbage();
      long sent = path.rounds(rounds);
      double done = (double) rounds * RECORDS;
      System.out.printf(
          "%,6d bytes a record: %7.3f us of CPU, %,6.0f bytes of garbage, %,6.0f bytes sent%n",
          bytes,
          cpu().minus(cpu).toNanos() / 1e3 / done,
          (garbage() - garbage) / done,
          sent / done);
    }
  }

  @Setup
  public void start() {
    PrimaryKey key = new PrimaryKey(List.of(List.of("_id")), List.of(List.of("source_id")));
    mapper =
        new RecordMapper(
            new StreamPlan(STREAM, STREAM.name(), key, false, false), LargeIntegers.STRING);
    Random random = new Random(1);
    records = new IncomingRecord[RECORDS];
    for (int record = 0; record < RECORDS; record++) {
      byte[] line = DestinationRecords.line(random, recordBytes, record);
      int dataStart = new String(line, StandardCharsets.ISO_8859_1).indexOf("\"data\":") + 7;
      records[record] =
          new IncomingRecord(record, STREAM, line, 0, dataStart, line.length - 2, line.length);
    }
  }

  @Benchmark
  @OperationsPerInvocation(RECORDS)
  public long records() {
    long bytes = 0;
    for (IncomingRecord record : records) {
      MappedRecord mapped = mapper.map(record);
      bytes += mapped.bytes();
    }
    return bytes;
  }

  private long rounds(int rounds) {
    long bytes = 0;
    for (int round = 0; round < rounds; round++) {
      bytes += records();
    }
    return bytes;
  }

  /** Of all threads, garbage collection too. */
  private static Duration cpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private static long garbage() {
    return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getCurrentThreadAllocatedBytes();
  }
}
