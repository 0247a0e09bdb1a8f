package dev.convexairbyte.sync.cli;

import dev.convexairbyte.cdk.failure.ConnectorException;
import dev.convexairbyte.cdk.message.FailureType;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * One sentence for whatever ends a command before its job. Picocli's own messages quote what was
 * typed, which may be a key in the wrong place.
 */
final class Mistakes {

  private final Secrets secrets;
  private final StopSignal stopSignal;

  Mistakes(Secrets secrets, StopSignal stopSignal) {
    this.secrets = secrets;
    this.stopSignal = stopSignal;
  }

  int explain(ParameterException e, String[] args) {
    e.getCommandLine()
        .getErr()
        .println(
            "Tried to read the command line but failed because %s; see --help."
                .formatted(reason(e)));
    return ExitCode.USAGE;
  }

  private static String reason(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched) {
      String first = unmatched.getUnmatched().get(0);
      if (first.startsWith("@")) {
        return "there is no file " + first.substring(1);
      }
      return first.startsWith("--")
          ? "there is no option " + first.split("=", 2)[0]
          : "there is an argument too many, or no such command";
    }
    if (e instanceof MissingParameterException) {
      return "an argument or the value of an option is missing";
    }
    return e.getArgSpec() instanceof OptionSpec option
        ? option.longestName() + " does not take that value"
        : "the arguments do not fit together";
  }

  int explain(Exception e, CommandLine command, ParseResult result) throws Exception {
    if (e instanceof UsageException) {
      command.getErr().println(e.getMessage());
      return ExitCode.USAGE;
    }
    if (stopSignal.isGiven()) {
      // Whatever it is, it is a consequence.
      command.getErr().println("Stopped before anything was read.");
      return ExitCode.FAILED;
    }
    if (e instanceof ConnectorException explained) {
      command.getErr().println(secrets.masked(explained.sentence()));
      return explained.failureType() == FailureType.CONFIG_ERROR ? ExitCode.USAGE : ExitCode.FAILED;
    }
    throw e;
  }
}
