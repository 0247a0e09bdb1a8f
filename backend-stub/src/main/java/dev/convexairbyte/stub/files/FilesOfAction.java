package dev.convexairbyte.stub.files;

import dev.convexairbyte.stub.app.Blob;
import dev.convexairbyte.stub.app.StorageActionWriter;
import dev.convexairbyte.stub.database.TransactionLimits;
import dev.convexairbyte.stub.errors.BackendException;
import dev.convexairbyte.values.ConvexValue.ObjectValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Stored files for an action: every call is a transaction of its own. For any thread. */
public final class FilesOfAction implements StorageActionWriter {

  private final StoredFiles files;
  private final FileUrls urls;

  public FilesOfAction(StoredFiles files, FileUrls urls) {
    this.files = files;
    this.urls = urls;
  }

  @Override
  public Optional<Blob> get(String storageId) {
    return read(files -> files.file(storageId)).map(this::blob);
  }

  private Blob blob(StoredFile file) {
    return new Blob() {
      @Override
      public long size() {
        return file.size();
      }

      @Override
      public String type() {
        return file.contentType().orElse("");
      }

      @Override
      public InputStream open() {
        try {
          return files.open(file);
        } catch (IOException e) {
          throw new UncheckedIOException(
              "Tried to read a stored file but failed because it has been deleted; fetch it first.",
              e);
        }
      }
    };
  }

  @Override
  public String store(Blob blob, @Nullable String sha256) {
    Optional<Sha256> expected = Optional.ofNullable(sha256).map(FilesOfAction::digest);
    try (Incoming file = files.begin();
        InputStream bytes = blob.open()) {
      file.receive(bytes);
      return files.keep(file, Optional.of(blob.type()).filter(type -> !type.isEmpty()), expected);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Tried to store a file but failed because its bytes cannot be read; check where they come from.",
          e);
    } catch (BackendException e) {
      throw FilesOfTransaction.refused(e);
    }
  }

  private static Sha256 digest(String text) {
    return Sha256.parse(text)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Tried to store a file but failed because the given sha256 is no digest; give it in"
                        + " base64 or hex."));
  }

  @Override
  public Optional<String> getUrl(String storageId) {
    return read(files -> files.getUrl(storageId));
  }

  @Override
  public Optional<ObjectValue> getMetadata(String storageId) {
    return read(files -> files.getMetadata(storageId));
  }

  @Override
  public String generateUploadUrl() {
    return urls.forUpload();
  }

  @Override
  public void delete(String storageId) {
    files
        .database()
        .commit(
            TransactionLimits.BACKEND,
            transaction -> new FilesOfTransaction(transaction, urls).delete(storageId));
  }

  private <T> T read(Function<FilesOfTransaction, T> work) {
    return files
        .database()
        .transact(
            TransactionLimits.BACKEND,
            transaction -> work.apply(new FilesOfTransaction(transaction, urls)));
  }
}
