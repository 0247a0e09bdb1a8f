package dev.convexairbyte.stub.cli;

import dev.convexairbyte.stub.StubBackend;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The command line of the stub. */
public final class StubMain {

  private StubMain() {}

  public static void main(String[] args) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(run(args, System.getenv(), out, err, StubMain::untilTerminated));
  }

  private static void untilTerminated(StubBackend stub) throws InterruptedException {
    Runtime.getRuntime().addShutdownHook(new Thread(stub::close, "convex-stub-close"));
    new CountDownLatch(1).await();
  }

  /** Runs one command and returns its exit code: 2 for what the user can put right. */
  static int run(
      String[] args,
      Map<String, String> environment,
      PrintWriter out,
      PrintWriter err,
      Lifetime lifetime) {
    return new CommandLine(new Root())
        .addSubcommand(new ServeCommand(environment, out, err, lifetime))
        .setOut(out)
        .setErr(err)
        .setParameterExceptionHandler(Failures::explain)
        .setExecutionExceptionHandler(Failures::explain)
        .execute(args);
  }

  /** What stands before the commands. */
  @Command(
      name = "convex-stub",
      description = "A local Convex deployment for streaming export and import.",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class)
  static final class Root implements Callable<Integer> {

    @Override
    public Integer call() {
      throw new UsageException(
          "Tried to run convex-stub but failed because no command was given; say serve, or --help.");
    }
  }

  /** What --version prints. */
  static final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
      return new String[] {"convex-stub " + StubBackend.version()};
    }
  }
}
