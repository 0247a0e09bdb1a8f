package dev.convexairbyte.stub.files;

import dev.convexairbyte.stub.app.Values;
import dev.convexairbyte.stub.database.Transaction;
import dev.convexairbyte.stub.log.LogEntry;
import dev.convexairbyte.stub.tables.FieldPath;
import dev.convexairbyte.stub.tables.SystemTables;
import dev.convexairbyte.stub.tables.Table;
import dev.convexairbyte.values.ConvexValue;
import dev.convexairbyte.values.ConvexValue.ObjectValue;
import dev.convexairbyte.values.ConvexValue.StringValue;
import dev.convexairbyte.values.DocumentId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Stored files in the tables of a transaction. As in the backend, the id of a file, the UUID that
 * its URL has and the key of its bytes tell nothing of each other but here.
 */
final class FileTable {

  private static final String UUID_FIELD = "storageId";
  private static final FieldPath UUID_PATH = new FieldPath(List.of(UUID_FIELD));

  private final Transaction transaction;

  FileTable(Transaction transaction) {
    this.transaction = transaction;
  }

  /** Adds a file, to be fetched under the UUID. */
  DocumentId insert(String sha256, long size, Optional<String> contentType, UUID uuid) {
    DocumentId id =
        transaction.insert(
            SystemTables.STORAGE,
            Values.object("sha256", sha256, "size", (double) size, "contentType", contentType));
    transaction.restore(
        SystemTables.FILE_STORAGE,
        Optional.of(row(id)),
        Optional.empty(),
        Values.object(UUID_FIELD, uuid.toString()));
    return id;
  }

  /** The document of {@code _storage}. */
  Optional<ObjectValue> document(DocumentId id) {
    return transaction.get(SystemTables.STORAGE, id);
  }

  Optional<StoredFile> file(DocumentId id) {
    return document(id).map(document -> file(id, document));
  }

  /** Under what the file is fetched. */
  Optional<String> uuid(DocumentId id) {
    return transaction
        .get(SystemTables.FILE_STORAGE, row(id))
        .map(row -> Values.string(row, UUID_FIELD));
  }

  /** The file that is fetched under a UUID. */
  Optional<StoredFile> file(UUID uuid) {
    List<ConvexValue> key = List.of(new StringValue(uuid.toString()));
    return transaction.find(SystemTables.FILE_STORAGE, List.of(UUID_PATH), key).stream()
        .findFirst()
        .flatMap(row -> file(withNumberOf(SystemTables.STORAGE, row)));
  }

  /** Whether there was a file to delete. */
  boolean delete(DocumentId id) {
    if (!transaction.contains(SystemTables.STORAGE, id)) {
      return false;
    }
    transaction.delete(SystemTables.STORAGE, id);
    transaction.delete(SystemTables.FILE_STORAGE, row(id));
    return true;
  }

  /** The key of a file's bytes. */
  static UUID key(DocumentId id) {
    return new UUID(id.high(), id.low());
  }

  /** The keys of the bytes of files that a commit has deleted. */
  static Stream<UUID> deleted(List<LogEntry> commit) {
    return commit.stream()
        .filter(LogEntry::isTombstone)
        .filter(entry -> entry.tablet().equals(SystemTables.STORAGE.tablet()))
        .map(entry -> key(entry.id()));
  }

  private static StoredFile file(DocumentId id, ObjectValue document) {
    return new StoredFile(
        key(id),
        Values.string(document, "sha256"),
        (long) Values.number(document, "size"),
        Values.given(document, "contentType")
            .filter(StringValue.class::isInstance)
            .map(type -> ((StringValue) type).value()));
  }

  private static DocumentId row(DocumentId id) {
    return withNumberOf(SystemTables.FILE_STORAGE, id);
  }

  private static DocumentId withNumberOf(Table table, DocumentId id) {
    return new DocumentId(table.number(), id.high(), id.low());
  }
}
