package dev.convexairbyte.destination;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The name that the connector gives itself towards the backend. */
final class ClientName {

  private static final String VERSION_RESOURCE = "version.txt";

  private ClientName() {}

  /** {@code streaming-import-<semver>}; the version is that of the build. */
  static String ofThisBuild() {
    try (InputStream resource = ClientName.class.getResourceAsStream(VERSION_RESOURCE)) {
      byte[] version = Objects.requireNonNull(resource, VERSION_RESOURCE).readAllBytes();
      return of(new String(version, StandardCharsets.UTF_8).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Without the qualifier, which is Maven's and not part of a release. */
  static String of(String buildVersion) {
    int qualifier = buildVersion.indexOf('-');
    return "streaming-import-"
        + (qualifier < 0 ? buildVersion : buildVersion.substring(0, qualifier));
  }
}
