package dev.convexairbyte.stub.export;

import dev.convexairbyte.stub.export.Selection.Tables;
import dev.convexairbyte.stub.log.DocumentLog;
import dev.convexairbyte.stub.log.InMemoryDocumentLog;
import dev.convexairbyte.stub.log.SqliteDocumentLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;

/** Random histories, read at random moments and at a random pace, against plain maps. */
class ExportModelTest {

  private static final int SEEDS = 500;
  private static final int STEPS = 60;
  private static final int MAX_READERS = 4;

  @TempDir(factory = InMemory.class)
  private Path directory;

  /** Memory where the system has a folder of it: opening and closing a file waits for the disk. */
  static final class InMemory implements TempDirFactory {

    private static final Path MEMORY = Path.of("/dev/shm");

    @Override
    public Path createTempDirectory(
        AnnotatedElementContext element, ExtensionContext extensionContext) throws IOException {
      return Files.isWritable(MEMORY)
          ? Files.createTempDirectory(MEMORY, "convex-stub")
          : Files.createTempDirectory("convex-stub");
    }
  }

  @Test
  void bothLogsAgreeWithPlainMapsWhateverIsWrittenAndHoweverItIsRead() {
    for (long seed = 0; seed < SEEDS; seed++) {
      try (DocumentLog stored = SqliteDocumentLog.open(directory.resolve(seed + ".sqlite"))) {
        run(seed, new InMemoryDocumentLog(), stored);
      }
    }
  }

  private static void run(long seed, DocumentLog... logs) {
    try {
      run(new Random(seed), new ModelWriter(seed, List.of(logs)));
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError("seed " + seed, e);
    }
  }

  private static void run(Random random, ModelWriter writer) {
    List<ModelReader> readers = new ArrayList<>();
    List<ModelReader> done = new ArrayList<>();
    for (int step = 0; step < STEPS; step++) {
      writer.write();
      if (readers.size() < MAX_READERS && random.nextInt(6) == 0) {
        readers.add(new ModelReader(writer, snapshot(random, writer), selection(random), random));
      }
      for (ModelReader reader : readers) {
        for (int pages = random.nextInt(3); pages > 0; pages--) {
          reader.read();
        }
      }
      if (!readers.isEmpty() && random.nextInt(30) == 0) {
        done.add(readers.remove(0));
        done.get(done.size() - 1).finish();
      }
    }
    readers.forEach(ModelReader::finish);
    done.forEach(ModelReader::finish);
  }

  /** Mostly now; else any time since the first commit, with or without one of its own. */
  private static long snapshot(Random random, ModelWriter writer) {
    long latest = writer.model.latest();
    if (random.nextInt(3) > 0) {
      return latest;
    }
    return random.nextLong(writer.model.commits.get(0).ts(), latest + 1);
  }

  private static Selection selection(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> Selection.table("", "a");
      case 1 -> Selection.component("shop", Tables.ALL);
      default -> Selection.EVERYTHING;
    };
  }
}
