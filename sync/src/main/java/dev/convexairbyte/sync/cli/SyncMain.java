package dev.convexairbyte.sync.cli;

import dev.convexairbyte.cdk.runner.BuildVersion;
import dev.convexairbyte.sync.job.JobRun;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import picocli.CommandLine;
import picocli.CommandLine.IVersionProvider;

/** The program {@code bin/sync}. */
public final class SyncMain {

  private SyncMain() {}

  public static void main(String[] arguments) {
    String temporary = System.getenv("TMPDIR");
    StopSignal stopSignal = new StopSignal(Thread.currentThread());
    Invocation invocation =
        new Invocation(
            Path.of(System.getProperty("convexairbyte.home", ".")),
            Path.of(temporary == null ? System.getProperty("java.io.tmpdir") : temporary),
            new PrintWriter(System.out, true, StandardCharsets.UTF_8),
            new PrintWriter(System.err, true, StandardCharsets.UTF_8),
            new Secrets(),
            stopSignal,
            new JobRun.Surroundings(
                Clock.systemUTC(), System::nanoTime, time -> Thread.sleep(time.toMillis())));
    Runtime.getRuntime().addShutdownHook(new Thread(stopSignal::stopAndWait, "stop"));
    int exitCode = run(invocation, arguments);
    stopSignal.ended();
    System.exit(exitCode);
  }

  /** Runs one command and answers its exit code. */
  static int run(Invocation invocation, String... arguments) {
    Mistakes mistakes = new Mistakes(invocation.secrets(), invocation.stopSignal());
    return new CommandLine(new SyncCommand(invocation))
        .addSubcommand(new CheckCommand(invocation))
        .addSubcommand(new DiscoverCommand(invocation))
        .addSubcommand(new RefreshCommand(invocation))
        .addSubcommand(new ClearCommand(invocation))
        .setOverwrittenOptionsAllowed(true)
        .registerConverter(java.time.Duration.class, new DurationText())
        .setOut(invocation.out())
        .setErr(invocation.err())
        .setParameterExceptionHandler(mistakes::explain)
        .setExecutionExceptionHandler(mistakes::explain)
        .execute(arguments);
  }

  /** What --version prints. */
  static final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
      return new String[] {"sync " + BuildVersion.of(SyncMain.class)};
    }
  }
}
