package dev.convexairbyte.stub.cli;

import dev.convexairbyte.stub.StubSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who may do what. */
final class AccessOptions {

  static final String KEY_VARIABLE = "CONVEX_STUB_ADMIN_KEY";

  @Option(
      names = "--admin-key",
      paramLabel = "KEY",
      description =
          "The deploy key, like name|secret; seen by whoever may list processes. Default: that of the"
              + " environment variable "
              + KEY_VARIABLE
              + ", or a random one, which --data DIR keeps.")
  private @Nullable String adminKey;

  @Option(
      names = "--admin-key-file",
      paramLabel = "FILE",
      description = "A file that holds the deploy key and nothing else.")
  private @Nullable Path adminKeyFile;

  @Option(
      names = "--read-only-key",
      paramLabel = "KEY",
      description = "A further key, which may only read. Default: none.")
  private @Nullable String readOnlyKey;

  @Option(
      names = "--import-only-key",
      paramLabel = "KEY",
      description = "A further key, which may only import. Default: none.")
  private @Nullable String importOnlyKey;

  @Option(
      names = "--no-streaming-export",
      description = "Be on a plan without streaming export: reading is answered with 403.")
  private boolean noStreamingExport;

  @Option(
      names = "--auth-config",
      paramLabel = "FILE",
      description =
          "Trust the tokens of the providers that a JSON file has, in the form of auth.config. Default: no"
              + " token.")
  private @Nullable Path authConfig;

  /**
   * Throws UsageException.
   *
   * @param ofEnvironment the key of the environment; none where it is null or empty
   */
  void into(StubSettings.Builder settings, @Nullable String ofEnvironment) {
    List<@Nullable String> keys =
        Arrays.asList(adminKey(ofEnvironment), readOnlyKey, importOnlyKey);
    if (keys.stream().filter(Objects::nonNull).distinct().count()
        != keys.stream().filter(Objects::nonNull).count()) {
      throw new UsageException(
          "Tried to use the given keys but failed because two of them are the same; make them differ.");
    }
    set(keys.get(0), adminKeySource(), settings::adminKey);
    set(keys.get(1), "--read-only-key", settings::readOnlyKey);
    set(keys.get(2), "--import-only-key", settings::importOnlyKey);
    settings.streamingExport(!noStreamingExport);
    if (authConfig != null) {
      new AuthConfigFile(authConfig).into(settings);
    }
  }

  private @Nullable String adminKey(@Nullable String ofEnvironment) {
    if (adminKey != null && adminKeyFile != null) {
      throw new UsageException(
          "Tried to use the admin key but failed because --admin-key and --admin-key-file are both given;"
              + " give one.");
    }
    if (adminKeyFile != null) {
      return read(adminKeyFile);
    }
    if (adminKey != null || ofEnvironment == null || ofEnvironment.isEmpty()) {
      return adminKey;
    }
    return ofEnvironment;
  }

  private String adminKeySource() {
    if (adminKeyFile != null) {
      return "--admin-key-file";
    }
    return adminKey == null ? KEY_VARIABLE : "--admin-key";
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (NoSuchFileException e) {
      throw unreadable(file, "there is no such file");
    } catch (IOException e) {
      throw unreadable(file, "it is no text that can be read");
    }
  }

  private static UsageException unreadable(Path file, String reason) {
    return new UsageException(
        "Tried to read the admin key from %s but failed because %s; name a file that holds the key."
            .formatted(file, reason));
  }

  private static void set(@Nullable String key, String source, Consumer<String> setting) {
    if (key == null) {
      return;
    }
    try {
      setting.accept(key);
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          "Tried to use the key of %s but failed because it is empty, holds a character other than printable ASCII, or a colon without a bar after it; use a key like name|secret."
              .formatted(source));
    }
  }
}
