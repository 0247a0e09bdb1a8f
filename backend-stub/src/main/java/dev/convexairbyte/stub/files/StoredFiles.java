package dev.convexairbyte.stub.files;

import dev.convexairbyte.stub.database.Database;
import dev.convexairbyte.stub.database.TransactionLimits;
import dev.convexairbyte.stub.errors.BackendError;
import dev.convexairbyte.stub.errors.BackendException;
import dev.convexairbyte.stub.log.LogEntry;
import dev.convexairbyte.stub.tables.SystemTables;
import dev.convexairbyte.values.DocumentId;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * The files of a deployment. A file is there once its rows are committed, and its bytes are deleted
 * once the deletion of its rows is.
 */
public final class StoredFiles {

  private final Database database;
  private final FileStore store;
  private final RandomGenerator random;

  /**
   * Deletes bytes that have no row: those whose commit the end of the process has prevented.
   *
   * @param random for the UUIDs under which files are fetched, which are all that protects them
   */
  public StoredFiles(Database database, FileStore store, RandomGenerator random) {
    this.database = database;
    this.store = store;
    this.random = random;
    store.retain(keysOfRows());
    database.observe(commit -> FileTable.deleted(commit).forEach(store::delete));
  }

  private Set<UUID> keysOfRows() {
    Set<UUID> keys = new HashSet<>();
    Iterator<LogEntry> rows = database.documents(SystemTables.STORAGE.tablet(), database.latest());
    rows.forEachRemaining(row -> keys.add(FileTable.key(row.id())));
    return keys;
  }

  Database database() {
    return database;
  }

  /** Begins a file; throws UncheckedIOException. */
  public Incoming begin() {
    return store.begin();
  }

  /**
   * Keeps a file that has come whole, and returns its id. Throws SHA256_MISMATCH where its digest
   * is not the expected one, UncheckedIOException where it cannot be written.
   */
  public String keep(Incoming file, Optional<String> contentType, Optional<Sha256> expected) {
    byte[] sha256 = file.sha256();
    if (expected.isPresent() && !expected.get().matches(sha256)) {
      throw new BackendException(BackendError.SHA256_MISMATCH);
    }
    String digest = Base64.getEncoder().encodeToString(sha256);
    return database.transact(
        TransactionLimits.BACKEND,
        transaction -> {
          DocumentId id =
              new FileTable(transaction)
                  .insert(digest, file.size(), contentType, FileUuid.random(random));
          try {
            file.keepAs(FileTable.key(id));
          } catch (IOException e) {
            throw FileStore.failure(e);
          }
          return id.toString();
        });
  }

  /** The file that is fetched under a UUID now. */
  public Optional<StoredFile> find(UUID uuid) {
    return database.transact(
        TransactionLimits.NONE, transaction -> new FileTable(transaction).file(uuid));
  }

  /** The bytes of a file from the first on; throws IOException where it has been deleted. */
  public InputStream open(StoredFile file) throws IOException {
    return store.open(file.key());
  }
}
