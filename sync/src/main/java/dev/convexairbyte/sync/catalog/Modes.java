package dev.convexairbyte.sync.catalog;

import dev.convexairbyte.cdk.failure.ConnectorException;
import dev.convexairbyte.cdk.message.SyncMode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** How streams are read and written: {@code incremental+append_dedup}. */
public record Modes(SyncMode syncMode, WriteMode writeMode) {

  /**
   * Reads the two words.
   *
   * @throws ConnectorException a config error that lists them
   */
  public static Modes parse(String text) {
    String[] words = text.split("\\+", -1);
    if (words.length == 2) {
      Optional<SyncMode> syncMode = find(words[0], SyncMode.values(), SyncMode::name);
      Optional<WriteMode> writeMode = find(words[1], WriteMode.values(), WriteMode::name);
      if (syncMode.isPresent() && writeMode.isPresent()) {
        return new Modes(syncMode.get(), writeMode.get());
      }
    }
    throw ConnectorException.config(
        "Tried to use the mode but failed because it is not READ+WRITE; say incremental or full_refresh, a plus, and append, append_dedup, overwrite or overwrite_dedup.");
  }

  private static <T> Optional<T> find(String word, T[] values, Function<T, String> name) {
    List<T> known = Arrays.asList(values);
    return known.stream()
        .filter(value -> name.apply(value).equals(word.toUpperCase(Locale.ROOT)))
        .findFirst();
  }
}
