package dev.convexairbyte.stub.cli;

import dev.convexairbyte.stub.StubStartException;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * One sentence a failure. Picocli's own messages quote what was typed, which may be a key in the
 * wrong place.
 */
final class Failures {

  private static final int UNEXPECTED = 1;
  private static final int MISUSE = 2;

  private Failures() {}

  static int explain(ParameterException e, String[] args) {
    e.getCommandLine()
        .getErr()
        .println(
            "Tried to read the command line but failed because %s; see --help."
                .formatted(reason(e)));
    return MISUSE;
  }

  static int explain(Exception e, CommandLine command, ParseResult result) {
    if (e instanceof UsageException || e instanceof StubStartException) {
      command.getErr().println(e.getMessage());
      return MISUSE;
    }
    command
        .getErr()
        .println(
            "Tried to run the stub but failed because of an unexpected %s; please report it."
                .formatted(e.getClass().getSimpleName()));
    return UNEXPECTED;
  }

  private static String reason(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched) {
      return unmatched.getUnmatched().stream()
          .findFirst()
          .filter(argument -> argument.startsWith("--"))
          .map(option -> "there is no option " + nameOnly(option))
          .orElse("there is an argument too many");
    }
    if (e instanceof MissingParameterException missing) {
      return missing.getMissing().stream()
          .findFirst()
          .map(argument -> name(argument) + " is without its value")
          .orElse("a value is missing");
    }
    return Optional.ofNullable(e.getArgSpec())
        .map(Failures::name)
        .map(option -> "the value of " + option + " is not one that it takes")
        .orElse("the arguments do not fit together");
  }

  private static String nameOnly(String option) {
    int equals = option.indexOf('=');
    return equals < 0 ? option : option.substring(0, equals);
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }
}
