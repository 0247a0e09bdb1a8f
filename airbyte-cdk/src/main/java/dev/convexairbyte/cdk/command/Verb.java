package dev.convexairbyte.cdk.command;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A command by name, with the options that it needs and those that it may have. */
public enum Verb {
  SPEC(List.of(), List.of()),
  CHECK(List.of(Option.CONFIG), List.of()),
  DISCOVER(List.of(Option.CONFIG), List.of()),
  READ(List.of(Option.CONFIG, Option.CATALOG), List.of(Option.STATE)),
  WRITE(List.of(Option.CONFIG, Option.CATALOG), List.of());

  /** What a source can be asked. */
  public static final List<Verb> OF_SOURCE = List.of(SPEC, CHECK, DISCOVER, READ);

  /** What a destination can be asked. */
  public static final List<Verb> OF_DESTINATION = List.of(SPEC, CHECK, WRITE);

  private final List<Option> required;
  private final List<Option> optional;

  Verb(List<Option> required, List<Option> optional) {
    this.required = required;
    this.optional = optional;
  }

  List<Option> required() {
    return required;
  }

  boolean takes(Option option) {
    return required.contains(option) || optional.contains(option);
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** {@code read --config FILE --catalog FILE [--state FILE]}. */
  String usage() {
    return word()
        + required.stream()
            .map(option -> " " + option.flag() + " FILE")
            .collect(Collectors.joining())
        + optional.stream()
            .map(option -> " [" + option.flag() + " FILE]")
            .collect(Collectors.joining());
  }
}
