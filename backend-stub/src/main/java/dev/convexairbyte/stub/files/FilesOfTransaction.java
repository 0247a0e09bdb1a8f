package dev.convexairbyte.stub.files;

import dev.convexairbyte.stub.app.StorageWriter;
import dev.convexairbyte.stub.database.Transaction;
import dev.convexairbyte.stub.errors.BackendException;
import dev.convexairbyte.stub.tables.SystemTables;
import dev.convexairbyte.values.ConvexValue.ObjectValue;
import dev.convexairbyte.values.DocumentId;
import java.util.Optional;

/** Stored files as a query or mutation sees them; what it deletes is deleted if it commits. */
public final class FilesOfTransaction implements StorageWriter {

  private final FileTable files;
  private final FileUrls urls;

  public FilesOfTransaction(Transaction transaction, FileUrls urls) {
    this.files = new FileTable(transaction);
    this.urls = urls;
  }

  @Override
  public Optional<String> getUrl(String storageId) {
    return files.uuid(parse(storageId)).map(urls::ofFile);
  }

  @Override
  public Optional<ObjectValue> getMetadata(String storageId) {
    return files.document(parse(storageId));
  }

  @Override
  public String generateUploadUrl() {
    return urls.forUpload();
  }

  @Override
  public void delete(String storageId) {
    if (!files.delete(parse(storageId))) {
      throw new IllegalArgumentException(
          "Tried to delete a stored file but failed because there is none of this id"
              + " (StorageIdNotFound); it may have been deleted already.");
    }
  }

  Optional<StoredFile> file(String storageId) {
    return files.file(parse(storageId));
  }

  private static DocumentId parse(String storageId) {
    return DocumentId.find(storageId)
        .filter(id -> id.tableNumber() == SystemTables.STORAGE.number())
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Tried to use a stored file but failed because the given id is none of a file; give"
                        + " one that storing a file returned."));
  }

  /** What the deployment refuses is the function's to catch. */
  static IllegalArgumentException refused(BackendException e) {
    return new IllegalArgumentException("%s (%s)".formatted(e.sentence(), e.error().code()), e);
  }
}
