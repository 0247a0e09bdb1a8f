package dev.convexairbyte.benchmarks;

import dev.convexairbyte.benchmarks.DestinationProgram.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Bodies as the destination sends them, recorded from it, in files named by their number from 0.
 *
 * @param directory of these bodies alone
 */
record DestinationBodies(Path directory, int count) {

  private static final int ENOUGH_BYTES = 64_000_000;

  /** About 64 MB of them, of records of one size. */
  static DestinationBodies of(
      DestinationProgram program, Path directory, int recordBytes, boolean isKeyed)
      throws IOException, InterruptedException {
    Path input = DestinationRecords.file(directory, recordBytes, ENOUGH_BYTES / recordBytes, 0);
    DestinationBodies bodies = of(program, directory, input, isKeyed);
    Files.delete(input);
    return bodies;
  }

  /** All of one input, in its order. */
  static DestinationBodies of(
      DestinationProgram program, Path directory, Path input, boolean isKeyed)
      throws IOException, InterruptedException {
    Path own = Files.createTempDirectory(directory, "bodies");
    try (DestinationSink sink = DestinationSink.keeping(own)) {
      program.write(Target.of(sink, isKeyed, 1), input, "");
      return new DestinationBodies(own, sink.imports());
    }
  }
}
