package dev.convexairbyte.stub;

import dev.convexairbyte.stub.database.Database;
import dev.convexairbyte.stub.files.FileStore;
import dev.convexairbyte.stub.files.MemoryFiles;
import dev.convexairbyte.stub.files.StoredFiles;
import dev.convexairbyte.stub.http.AdminKey;
import dev.convexairbyte.stub.log.DocumentLog;
import dev.convexairbyte.stub.log.InMemoryDocumentLog;
import dev.convexairbyte.stub.time.AdvancingClock;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;

/** What of a stub may outlive it: the deployment, its files, its key and how late it is there. */
record Storage(Database database, StoredFiles files, AdminKey key, AdvancingClock clock)
    implements AutoCloseable {

  /** Throws StubStartException where the data directory does not serve. */
  static Storage open(StubSettings settings) {
    if (settings.data().isEmpty()) {
      return open(settings, new InMemoryDocumentLog(), new MemoryFiles(), settings.keys().admin());
    }
    DataDirectory directory = DataDirectory.open(settings.data().get());
    DocumentLog log = directory.openLog();
    try {
      AdminKey key =
          settings.keys().chosen()
              ? settings.keys().admin()
              : directory.keptKey(settings.keys().admin());
      return open(settings, log, directory.openFiles(), key);
    } catch (RuntimeException | Error e) {
      log.close();
      throw e;
    }
  }

  private static Storage open(
      StubSettings settings, DocumentLog log, FileStore store, AdminKey key) {
    AdvancingClock clock = new AdvancingClock(settings.clock(), ahead(log, settings.clock()));
    // A seed that is given again must not bring ids again that the log has already.
    Random random = new Random(settings.seed() ^ log.latest());
    Database database = new Database(log, clock, random);
    return new Storage(database, new StoredFiles(database, store, new SecureRandom()), key, clock);
  }

  /** A clock that was put forward stays so: a log that is ahead of the clock tells of it. */
  private static Duration ahead(DocumentLog log, Clock clock) {
    Duration ahead = Duration.between(clock.instant(), Instant.EPOCH.plusNanos(log.latest()));
    return ahead.isNegative() ? Duration.ZERO : ahead;
  }

  @Override
  public void close() {
    database.close();
  }
}
