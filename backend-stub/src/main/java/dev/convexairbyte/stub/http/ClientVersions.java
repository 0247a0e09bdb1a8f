package dev.convexairbyte.stub.http;

import dev.convexairbyte.stub.errors.BackendError;
import dev.convexairbyte.stub.errors.BackendException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which clients are too old, by their Convex-Client header. Mirrors get-convex/convex-backend,
 * crates/common/src/version.rs.
 */
final class ClientVersions {

  /** The leftmost dash behind which a version stands: versions may hold dashes, like names. */
  private static final Pattern HEADER =
      Pattern.compile("(.*?)-(\\d{1,9})\\.(\\d{1,9})\\.(\\d{1,9})(?:[-+].+)?", Pattern.DOTALL);

  private final Map<String, Thresholds> thresholds;

  private ClientVersions(Map<String, Thresholds> thresholds) {
    this.thresholds = thresholds;
  }

  /** What is thought of a client. */
  enum State {
    UNSUPPORTED("Unsupported"),
    DEPRECATED("UpgradeRequired"),
    SUPPORTED("Supported");

    private final String wireName;

    State(String wireName) {
      this.wireName = wireName;
    }

    /** What the header x-convex-deprecation-state says. */
    String wireName() {
      return wireName;
    }
  }

  private record Thresholds(Release unsupported, Release deprecated) {}

  /** A version without what stands behind its three numbers, which no threshold has. */
  private record Release(int major, int minor, int patch) {

    private static final Comparator<Release> ORDER =
        Comparator.comparingInt(Release::major)
            .thenComparingInt(Release::minor)
            .thenComparingInt(Release::patch);

    static Release of(List<String> numbers) {
      return new Release(
          Integer.parseInt(numbers.get(0)),
          Integer.parseInt(numbers.get(1)),
          Integer.parseInt(numbers.get(2)));
    }

    boolean isUpTo(Release threshold) {
      return ORDER.compare(this, threshold) <= 0;
    }
  }

  /** Those of the resource client-versions.csv. */
  static ClientVersions standard() {
    try (InputStream in = ClientVersions.class.getResourceAsStream("client-versions.csv");
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8))) {
      Map<String, Thresholds> thresholds = new HashMap<>();
      lines
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> List.of(line.split(",", -1)))
          .forEach(
              row ->
                  thresholds.put(
                      row.get(0), new Thresholds(version(row.get(1)), version(row.get(2)))));
      return new ClientVersions(thresholds);
    } catch (IOException e) {
      throw new UncheckedIOException("a resource of the jar can be read", e);
    }
  }

  private static Release version(String text) {
    return Release.of(List.of(text.split("\\.", -1)));
  }

  /** No header is taken for the newest; throws INVALID_CLIENT_VERSION for one without a dash. */
  State state(Optional<String> header) {
    if (header.isEmpty()) {
      return State.SUPPORTED;
    }
    if (!header.get().contains("-")) {
      throw new BackendException(BackendError.INVALID_CLIENT_VERSION);
    }
    Matcher parts = HEADER.matcher(header.get());
    if (!parts.matches()) {
      return State.SUPPORTED;
    }
    return Optional.ofNullable(thresholds.get(parts.group(1).toLowerCase(Locale.ROOT)))
        .map(known -> state(known, version(parts)))
        .orElse(State.SUPPORTED);
  }

  private static Release version(Matcher parts) {
    return Release.of(List.of(parts.group(2), parts.group(3), parts.group(4)));
  }

  private static State state(Thresholds known, Release version) {
    if (version.isUpTo(known.unsupported())) {
      return State.UNSUPPORTED;
    }
    return version.isUpTo(known.deprecated()) ? State.DEPRECATED : State.SUPPORTED;
  }
}
