package dev.convexairbyte.sync.program;

import java.util.ArrayList;
import java.util.List;

/** Cuts a command into words as a POSIX shell does, expanding nothing. */
final class ShellWords {

  private enum Quote {
    NONE,
    SINGLE,
    DOUBLE
  }

  private final List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private Quote quote = Quote.NONE;
  private boolean isWord;
  private boolean isEscaped;

  private ShellWords() {}

  /** The words; none where a quotation does not end. */
  static List<String> of(String text) {
    ShellWords cut = new ShellWords();
    text.chars().forEach(character -> cut.take((char) character));
    if (cut.quote != Quote.NONE || cut.isEscaped) {
      return List.of();
    }
    cut.endWord();
    return List.copyOf(cut.words);
  }

  private void take(char character) {
    if (isEscaped) {
      // Between double quotes a backslash is one, but before a quote and itself.
      if (quote == Quote.DOUBLE && character != '"' && character != '\\') {
        append('\\');
      }
      append(character);
      isEscaped = false;
      return;
    }
    switch (character) {
      case '\'' -> toggle(Quote.SINGLE, character);
      case '"' -> toggle(Quote.DOUBLE, character);
      case '\\' -> backslash();
      case ' ', '\t', '\n', '\r' -> space(character);
      default -> append(character);
    }
  }

  private void toggle(Quote kind, char character) {
    if (quote != Quote.NONE && quote != kind) {
      append(character);
      return;
    }
    quote = quote == kind ? Quote.NONE : kind;
    isWord = true;
  }

  private void backslash() {
    if (quote == Quote.SINGLE) {
      append('\\');
      return;
    }
    isEscaped = true;
    isWord = true;
  }

  private void space(char character) {
    if (quote != Quote.NONE) {
      append(character);
      return;
    }
    endWord();
  }

  private void append(char character) {
    word.append(character);
    isWord = true;
  }

  private void endWord() {
    if (isWord) {
      words.add(word.toString());
      word.setLength(0);
      isWord = false;
    }
  }
}
