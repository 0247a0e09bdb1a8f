package dev.convexairbyte.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.convexairbyte.cdk.io.StdoutMessageWriter;
import dev.convexairbyte.cdk.message.ConfiguredAirbyteCatalog;
import dev.convexairbyte.cdk.secret.SecretMask;
import dev.convexairbyte.client.Retries;
import dev.convexairbyte.source.SourceConnector;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.util.List;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The record path from the response's bytes to the RECORD lines: a read of 64 pages over the
 * loopback, so that what is public is what is measured. One operation is one record.
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
public class SourceRecordPath {

  private static final int PAGES = 64;
  private static final ObjectMapper JSON = new ObjectMapper();

  @Param({"200", "1000", "10000"})
  public int documentBytes;

  private SourcePlayback server;
  private JsonNode config;
  private ConfiguredAirbyteCatalog catalog;

  @Setup
  public void start() throws IOException {
    server =
        new SourcePlayback(
            SourcePlayback.Plan.ofSnapshot(SourcePages.ofSnapshot(documentBytes), PAGES));
    config = JSON.createObjectNode().put("deployment_url", server.url()).put("access_key", "a|b");
    catalog =
        JSON.readValue(SourceProgram.catalog(SourcePages.TABLE), ConfiguredAirbyteCatalog.class);
  }

  @Benchmark
  @OperationsPerInvocation(PAGES * SourcePages.SNAPSHOT_ROWS)
  public void records() {
    StdoutMessageWriter writer =
        new StdoutMessageWriter(
            OutputStream.nullOutputStream(), Clock.systemUTC(), new SecretMask());
    new SourceConnector("0.0.0", Retries.none(), Clock.systemUTC())
        .read(config, catalog, List.of(), writer);
    writer.flush();
  }

  @TearDown
  public void stop() throws IOException {
    server.close();
  }
}
