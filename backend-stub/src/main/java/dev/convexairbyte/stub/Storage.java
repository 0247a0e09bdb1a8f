package dev.convexairbyte.stub;

import dev.convexairbyte.stub.database.Database;
import dev.convexairbyte.stub.http.AdminKey;
import dev.convexairbyte.stub.log.DocumentLog;
import dev.convexairbyte.stub.log.InMemoryDocumentLog;
import java.util.Random;

/** What of a stub may outlive it: the deployment and its key. */
record Storage(Database database, AdminKey key) implements AutoCloseable {

  /** Throws StubStartException where the data directory does not serve. */
  static Storage open(StubSettings settings) {
    if (settings.data().isEmpty()) {
      return new Storage(database(settings, new InMemoryDocumentLog()), settings.adminKey());
    }
    DataDirectory directory = DataDirectory.open(settings.data().get());
    DocumentLog log = directory.openLog();
    try {
      AdminKey key =
          settings.choosesAdminKey() ? settings.adminKey() : directory.keptKey(settings.adminKey());
      return new Storage(database(settings, log), key);
    } catch (RuntimeException | Error e) {
      log.close();
      throw e;
    }
  }

  private static Database database(StubSettings settings, DocumentLog log) {
    // A seed that is given again must not bring ids again that the log has already.
    return new Database(log, settings.clock(), new Random(settings.seed() ^ log.latest()));
  }

  @Override
  public void close() {
    database.close();
  }
}
