package dev.convexairbyte.source.catalog;

import java.util.regex.Pattern;

/** A name in which {@code *} stands for any characters, none included, and {@code ?} for one. */
final class Glob {

  private final Pattern pattern;

  Glob(String text) {
    StringBuilder regex = new StringBuilder();
    text.codePoints()
        .forEach(
            character -> {
              switch (character) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                default -> regex.append(Pattern.quote(Character.toString(character)));
              }
            });
    this.pattern = Pattern.compile(regex.toString(), Pattern.DOTALL);
  }

  boolean matches(String name) {
    return pattern.matcher(name).matches();
  }
}
