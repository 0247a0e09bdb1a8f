package dev.convexairbyte.source.read;

import java.util.Collection;
import java.util.stream.Collectors;

/** Streams by name in a sentence, which must stay one when there are hundreds. */
final class StreamNames {

  private static final int MOST = 10;

  private StreamNames() {}

  static String of(Collection<StreamRead> streams) {
    String names =
        streams.stream()
            .limit(MOST)
            .map(stream -> stream.descriptor().toString())
            .collect(Collectors.joining(", "));
    int more = streams.size() - MOST;
    return more > 0 ? names + " and " + more + " more" : names;
  }
}
