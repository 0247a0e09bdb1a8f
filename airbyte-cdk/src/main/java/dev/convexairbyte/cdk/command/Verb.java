package dev.convexairbyte.cdk.command;

import java.util.List;
import java.util.Locale;

/** A command by name, with the options that it needs and those that it may have. */
public enum Verb {
  SPEC,
  CHECK,
  DISCOVER,
  READ,
  WRITE;

  /** What a source can be asked. */
  public static final List<Verb> OF_SOURCE = List.of(SPEC, CHECK, DISCOVER, READ);

  /** What a destination can be asked. */
  public static final List<Verb> OF_DESTINATION = List.of(SPEC, CHECK, WRITE);

  List<Option> required() {
    return switch (this) {
      case SPEC -> List.of();
      case CHECK, DISCOVER -> List.of(Option.CONFIG);
      case READ, WRITE -> List.of(Option.CONFIG, Option.CATALOG);
    };
  }

  List<Option> optional() {
    return this == READ ? List.of(Option.STATE) : List.of();
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** {@code read --config FILE --catalog FILE [--state FILE]}. */
  String usage() {
    StringBuilder usage = new StringBuilder(word());
    required().forEach(option -> usage.append(' ').append(option.flag()).append(" FILE"));
    optional().forEach(option -> usage.append(" [").append(option.flag()).append(" FILE]"));
    return usage.toString();
  }
}
