package dev.convexairbyte.cdk.log;

import dev.convexairbyte.cdk.io.MessageWriter;
import dev.convexairbyte.cdk.message.AirbyteLogMessage.Level;
import dev.convexairbyte.cdk.secret.SecretMask;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Stands in for {@code System.out} and {@code System.err} during a run: a stray print on the first
 * would tear the protocol and becomes a LOG message, the second is masked line by line.
 */
public final class StandardStreams implements AutoCloseable {

  private final PrintStream formerOutput = System.out;
  private final PrintStream formerErrors = System.err;
  private final PrintStream output;
  private final PrintStream errors;

  private StandardStreams(LineStream output, LineStream errors) {
    this.output = new PrintStream(output, true, StandardCharsets.UTF_8);
    this.errors = new PrintStream(errors, true, StandardCharsets.UTF_8);
  }

  /** Puts the stand-ins in place. */
  public static StandardStreams takeOver(
      MessageWriter writer, PrintStream errors, SecretMask mask) {
    LogOutput strayPrints = new LogOutput(writer, Level.INFO);
    StandardStreams streams =
        new StandardStreams(
            new LineStream(line -> strayPrints.log(Level.INFO, line, null)),
            new LineStream(line -> errors.println(mask.mask(line))));
    System.setOut(streams.output);
    System.setErr(streams.errors);
    return streams;
  }

  /** Delivers lines that were begun; whatever is printed from now on goes nowhere. */
  @Override
  public void close() {
    output.close();
    errors.close();
  }

  /** Gives the process its own streams back. */
  public void giveBack() {
    System.setOut(formerOutput);
    System.setErr(formerErrors);
  }
}
