package dev.convexairbyte.cdk.command;

import dev.convexairbyte.cdk.failure.ConnectorException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Understands both forms: {@code check --config F} of the container contract (airbytehq/airbyte,
 * {@code airbyte-protocol-docker.md}) and {@code --check --config F} of the Java CDK's
 * IntegrationCliParser; also {@code --config=F}. Arguments are named by position and never quoted:
 * what stands in the wrong place may be a key.
 */
public final class CommandLine {

  private static final Set<String> HELP_FLAGS = Set.of("--help", "-h");

  private final List<Verb> verbs;
  private final Map<Option, Path> files = new EnumMap<>(Option.class);
  private @Nullable Verb verb;

  private CommandLine(List<Verb> verbs) {
    this.verbs = verbs;
  }

  /**
   * Reads the arguments of a process.
   *
   * @param verbs the commands that the connector has
   * @throws ConnectorException a config error that names the right usage
   */
  public static Command parse(List<String> arguments, List<Verb> verbs) {
    return new CommandLine(verbs).parse(arguments);
  }

  /** The usage of all commands, a line each. */
  public static String usage(List<Verb> verbs) {
    return verbs.stream()
        .map(verb -> "  " + verb.usage())
        .collect(Collectors.joining("\n", "Usage:\n", ""));
  }

  private Command parse(List<String> arguments) {
    if (isCryForHelp(arguments)) {
      return new Command.Help();
    }
    int position = 0;
    for (Iterator<String> rest = arguments.iterator(); rest.hasNext(); ) {
      String argument = rest.next();
      position++;
      Option option = optionOf(argument);
      if (option == null) {
        takeVerb(argument, position);
        continue;
      }
      boolean separate = argument.equals(option.flag());
      String value = separate ? nextOr(rest, "") : argument.substring(option.flag().length() + 1);
      takeFile(option, value);
      position += separate ? 1 : 0;
    }
    return command();
  }

  /** A help flag wherever no file is expected, or the word help in place of a command. */
  private static boolean isCryForHelp(List<String> arguments) {
    List<String> words = new ArrayList<>();
    for (Iterator<String> rest = arguments.iterator(); rest.hasNext(); ) {
      String argument = rest.next();
      Option option = optionOf(argument);
      if (option == null) {
        words.add(argument);
      } else if (argument.equals(option.flag())) {
        nextOr(rest, "");
      }
    }
    return words.equals(List.of("help")) || words.stream().anyMatch(HELP_FLAGS::contains);
  }

  private static @Nullable Option optionOf(String argument) {
    for (Option option : Option.values()) {
      if (argument.equals(option.flag()) || argument.startsWith(option.flag() + "=")) {
        return option;
      }
    }
    return null;
  }

  private static String nextOr(Iterator<String> arguments, String absent) {
    return arguments.hasNext() ? arguments.next() : absent;
  }

  private void takeVerb(String argument, int position) {
    Verb named = verbOf(argument);
    if (named == null) {
      throw misuse("argument " + position + " is neither a command nor an option");
    }
    if (verb != null) {
      throw misuse("it got two commands");
    }
    if (!verbs.contains(named)) {
      throw misuse("this connector has no " + named.word());
    }
    verb = named;
  }

  private static @Nullable Verb verbOf(String argument) {
    for (Verb verb : Verb.values()) {
      if (argument.equals(verb.word()) || argument.equals("--" + verb.word())) {
        return verb;
      }
    }
    return null;
  }

  private void takeFile(Option option, String value) {
    if (value.isEmpty() || value.startsWith("--")) {
      throw misuse(option.flag() + " has no file");
    }
    try {
      if (files.put(option, Path.of(value)) != null) {
        throw misuse(option.flag() + " is given twice");
      }
    } catch (InvalidPathException e) {
      throw misuse("the file of " + option.flag() + " is not a path");
    }
  }

  private Command command() {
    if (verb == null) {
      throw misuse("it got no command");
    }
    for (Option option : verb.required()) {
      if (!files.containsKey(option)) {
        throw misuse(option.flag() + " is missing");
      }
    }
    for (Option option : files.keySet()) {
      if (!verb.required().contains(option) && !verb.optional().contains(option)) {
        throw misuse(verb.word() + " takes no " + option.flag());
      }
    }
    return switch (verb) {
      case SPEC -> new Command.Spec();
      case CHECK -> new Command.Check(file(Option.CONFIG));
      case DISCOVER -> new Command.Discover(file(Option.CONFIG));
      case READ ->
          new Command.Read(file(Option.CONFIG), file(Option.CATALOG), files.get(Option.STATE));
      case WRITE -> new Command.Write(file(Option.CONFIG), file(Option.CATALOG));
    };
  }

  private Path file(Option option) {
    return Objects.requireNonNull(files.get(option));
  }

  private ConnectorException misuse(String reason) {
    String usage =
        verb != null
            ? verb.usage()
            : verbs.stream().map(Verb::usage).collect(Collectors.joining(" | "));
    return ConnectorException.config(
        "Tried to run the connector but failed because " + reason + "; use: " + usage + ".");
  }
}
