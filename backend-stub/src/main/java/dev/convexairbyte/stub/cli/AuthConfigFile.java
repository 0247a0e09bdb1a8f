package dev.convexairbyte.stub.cli;

import dev.convexairbyte.stub.StubSettings;
import dev.convexairbyte.stub.authentication.InvalidAuthConfigException;
import dev.convexairbyte.values.InvalidJsonException;
import dev.convexairbyte.values.StrictJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The file that {@code --auth-config} names. */
final class AuthConfigFile {

  private final Path file;

  AuthConfigFile(Path file) {
    this.file = file;
  }

  /** Throws UsageException where the file holds no auth config. */
  void into(StubSettings.Builder settings) {
    try {
      settings.authConfig(StrictJson.parse(Files.readAllBytes(file)));
    } catch (InvalidAuthConfigException e) {
      throw failure(e.reason(), "write it as auth.config exports it");
    } catch (InvalidJsonException e) {
      throw failure("it is not valid JSON", "write it as auth.config exports it");
    } catch (NoSuchFileException e) {
      throw failure("there is no such file", "check the path");
    } catch (IOException e) {
      throw failure("it cannot be read", "check that it is a file that you may read");
    }
  }

  private UsageException failure(String reason, String remedy) {
    return new UsageException(
        "Tried to use the auth config %s but failed because %s; %s."
            .formatted(file, reason, remedy));
  }
}
