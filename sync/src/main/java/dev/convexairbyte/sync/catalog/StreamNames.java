package dev.convexairbyte.sync.catalog;

import dev.convexairbyte.cdk.failure.ConnectorException;
import dev.convexairbyte.cdk.glob.Glob;
import dev.convexairbyte.cdk.message.StreamDescriptor;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Streams as a person names them: {@code users}, whatever its namespace, or {@code shop/users};
 * {@code *} stands for any characters and {@code ?} for one.
 */
public record StreamNames(List<String> names) {

  private static final int NAMES_SHOWN = 20;

  public boolean match(StreamDescriptor stream) {
    return names.stream().anyMatch(name -> matches(name, stream));
  }

  /**
   * Insists that every name means a stream.
   *
   * @throws ConnectorException a config error that names one which does not
   */
  public void requireAll(List<StreamDescriptor> known) {
    Optional<String> unknown =
        names.stream()
            .filter(name -> known.stream().noneMatch(stream -> matches(name, stream)))
            .findFirst();
    if (unknown.isPresent()) {
      throw ConnectorException.config(
          "Tried to choose the streams but failed because none is called %s; choose from: %s."
              .formatted(unknown.get(), listed(known)));
    }
  }

  private static boolean matches(String name, StreamDescriptor stream) {
    boolean isBare = name.indexOf('/') < 0 || stream.namespace() == null;
    return new Glob(name)
        .matches(isBare ? stream.name() : stream.namespace() + "/" + stream.name());
  }

  private static String listed(List<StreamDescriptor> known) {
    String names =
        known.stream()
            .limit(NAMES_SHOWN)
            .map(
                stream ->
                    stream.namespace() == null
                        ? stream.name()
                        : stream.namespace() + "/" + stream.name())
            .collect(Collectors.joining(", "));
    return known.size() > NAMES_SHOWN ? names + ", …" : names;
  }
}
