package dev.convexairbyte.cdk.runner;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convexairbyte.cdk.AirbyteMessageConsumer;
import dev.convexairbyte.cdk.Connector;
import dev.convexairbyte.cdk.Destination;
import dev.convexairbyte.cdk.Source;
import dev.convexairbyte.cdk.command.Command;
import dev.convexairbyte.cdk.command.CommandLine;
import dev.convexairbyte.cdk.command.Verb;
import dev.convexairbyte.cdk.failure.ConnectorException;
import dev.convexairbyte.cdk.file.CatalogFile;
import dev.convexairbyte.cdk.file.ConfigFile;
import dev.convexairbyte.cdk.file.StateFile;
import dev.convexairbyte.cdk.io.IncomingMessage;
import dev.convexairbyte.cdk.io.MessageReader;
import dev.convexairbyte.cdk.io.OverlappedOutput;
import dev.convexairbyte.cdk.io.StdoutMessageWriter;
import dev.convexairbyte.cdk.log.LogOutput;
import dev.convexairbyte.cdk.log.StandardStreams;
import dev.convexairbyte.cdk.message.AirbyteConnectionStatus;
import dev.convexairbyte.cdk.message.AirbyteLogMessage.Level;
import dev.convexairbyte.cdk.message.AirbyteMessage;
import dev.convexairbyte.cdk.secret.SecretMask;
import dev.convexairbyte.cdk.spec.ConfigValidator;
import dev.convexairbyte.cdk.spec.SpecResource;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs one command of one connector. Mirrors IntegrationRunner of Airbyte's Java CDK, except that a
 * config that breaks the spec fails a check without running it: a second status would be a protocol
 * error.
 */
public final class IntegrationRunner {

  /** A page of a thousand documents, more or less, may wait while the next is asked for. */
  private static final int WAITING_OUTPUT_BYTES = 4 * 1024 * 1024;

  private static final Duration BETWEEN_PULSES = Duration.ofMillis(100);

  private final Connector connector;
  private final InputStream input;
  private final PrintStream errors;
  private final Level logLevel;
  private final SecretMask mask = new SecretMask();
  private final StdoutMessageWriter writer;
  private final FailureReporter failures;
  private final WriteStop writeStop = new WriteStop();
  private final Answer answer = new Answer();
  private final SpecResource spec;
  private final List<Verb> verbs;

  /**
   * Prepares a single run.
   *
   * @param output must throw when it breaks, which a PrintStream does not
   * @param logLevel the least severe level that becomes a LOG message
   */
  public IntegrationRunner(
      Connector connector,
      InputStream input,
      OutputStream output,
      PrintStream errors,
      InstantSource clock,
      Level logLevel) {
    this.connector = connector;
    this.input = input;
    this.errors = errors;
    this.logLevel = logLevel;
    this.writer = new StdoutMessageWriter(output, clock, mask);
    this.failures = new FailureReporter(writer, errors, mask, clock);
    this.spec = new SpecResource(connector);
    this.verbs = connector instanceof Source ? Verb.OF_SOURCE : Verb.OF_DESTINATION;
  }

  /**
   * The main method of a connector: runs it on the process's own streams and ends the process, also
   * when threads are left over or one of them dies. A signal ends it as the JVM does, never with 0;
   * a write is given a few seconds before, to acknowledge what it has under way. A spec, a check or
   * a discover that has its answer is let end by itself.
   */
  public static void main(Connector connector, String[] arguments) {
    IntegrationRunner runner =
        new IntegrationRunner(
            connector,
            System.in,
            OverlappedOutput.to(new FileOutputStream(FileDescriptor.out), WAITING_OUTPUT_BYTES),
            System.err,
            Clock.systemUTC(),
            logLevel(System.getenv("LOG_LEVEL")));
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, failure) -> System.exit(runner.failures.report(failure)));
    Runtime.getRuntime().addShutdownHook(new Thread(runner.writeStop::stop, "stop"));
    Runtime.getRuntime().addShutdownHook(new Thread(runner.answer::await, "answer"));
    StandardStreams streams = runner.takeOver();
    int exitCode = runner.execute(arguments);
    streams.close();
    exitCode = runner.drained(exitCode);
    runner.answer.endProcess(exitCode);
    runner.writeStop.ended();
    System.exit(exitCode);
  }

  /** Runs the command and answers the exit code; everything else goes to the streams. */
  public int run(String... arguments) {
    StandardStreams streams = takeOver();
    try {
      return execute(arguments);
    } finally {
      streams.close();
      streams.giveBack();
      LogOutput.uninstall();
    }
  }

  private static Level logLevel(@Nullable String name) {
    String level = name == null ? "" : name.trim().toUpperCase(Locale.ROOT);
    return Stream.of(Level.values())
        .filter(known -> known.name().equals(level))
        .findFirst()
        .orElse(Level.INFO);
  }

  private StandardStreams takeOver() {
    LogOutput.install(writer, logLevel);
    return StandardStreams.takeOver(writer, errors, mask);
  }

  private int execute(String... arguments) {
    try {
      perform(CommandLine.parse(List.of(arguments), verbs));
      writer.flush();
    } catch (Throwable failure) {
      return failures.report(failure);
    }
    return failures.exitCode();
  }

  /** What was printed last is out as well before the process ends. */
  private int drained(int exitCode) {
    try {
      writer.flush();
      return exitCode;
    } catch (UncheckedIOException failure) {
      return failures.report(failure);
    }
  }

  private void perform(Command command) {
    if (command instanceof Command.Help) {
      errors.println(CommandLine.usage(verbs));
    } else if (command instanceof Command.Spec) {
      answer.begun();
      writer.writeLine(spec.line());
    } else if (command instanceof Command.Check check) {
      answer(AirbyteMessage.of(check(check)));
    } else if (command instanceof Command.Discover discover) {
      JsonNode config = config(discover.config());
      answer(AirbyteMessage.of(((Source) connector).discover(config)));
    } else if (command instanceof Command.Read read) {
      read(read);
    } else if (command instanceof Command.Write write) {
      write(write);
    }
  }

  private void answer(AirbyteMessage message) {
    answer.begun();
    writer.write(message);
  }

  private AirbyteConnectionStatus check(Command.Check check) {
    try {
      return connector.check(config(check.config()));
    } catch (RuntimeException failure) {
      ConnectorException explained =
          FailureReporter.explanation(failure).orElseThrow(() -> failure);
      return AirbyteConnectionStatus.failed(explained.sentence());
    }
  }

  private void read(Command.Read read) {
    JsonNode config = config(read.config());
    ((Source) connector)
        .read(config, CatalogFile.read(read.catalog()), StateFile.read(read.state()), writer);
  }

  private void write(Command.Write write) {
    JsonNode config = config(write.config());
    writeStop.begun();
    // In a shell's pipe this is the only way by which the source's log reaches a person.
    MessageReader messages = new MessageReader(input, log -> writer.write(AirbyteMessage.of(log)));
    try (AirbyteMessageConsumer consumer =
        ((Destination) connector).getConsumer(config, CatalogFile.read(write.catalog()), writer)) {
      consumer.start();
      pump(messages, consumer);
      consumer.finish();
    }
  }

  private static void pump(MessageReader messages, AirbyteMessageConsumer consumer) {
    try (MessageInbox inbox = MessageInbox.of(messages)) {
      List<IncomingMessage> next = inbox.next(BETWEEN_PULSES);
      while (next != null) {
        next.forEach(consumer::accept);
        consumer.pulse();
        next = inbox.next(BETWEEN_PULSES);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ConnectorException.transientFault(
          "Tried to write what the source sends but failed because the connector was told to stop;"
              + " run the sync again.",
          e);
    }
  }

  private JsonNode config(Path path) {
    JsonNode specification = spec.connectionSpecification();
    JsonNode config = ConfigFile.read(path);
    mask.learn(specification, config);
    new ConfigValidator(specification).validate(config);
    return config;
  }
}
