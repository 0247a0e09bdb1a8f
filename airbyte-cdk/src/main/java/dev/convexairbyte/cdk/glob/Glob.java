package dev.convexairbyte.cdk.glob;

import java.util.regex.Pattern;

/** A name in which {@code *} stands for any characters, none included, and {@code ?} for one. */
public final class Glob {

  private final Pattern pattern;

  public Glob(String text) {
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

  public boolean matches(String name) {
    return pattern.matcher(name).matches();
  }
}
