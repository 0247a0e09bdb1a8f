package dev.convexairbyte.stub.transfer;

import dev.convexairbyte.stub.errors.BackendError;
import dev.convexairbyte.stub.errors.BackendException;
import dev.convexairbyte.stub.files.FileUrls;
import dev.convexairbyte.stub.files.FileUuid;
import dev.convexairbyte.stub.files.StoredFile;
import dev.convexairbyte.stub.files.StoredFiles;
import dev.convexairbyte.stub.http.Endpoint;
import dev.convexairbyte.stub.http.Request;
import dev.convexairbyte.stub.http.Response;
import dev.convexairbyte.stub.http.VerifiedAgainst;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** GET /api/storage/{uuid}: a file, or a part of it, for whoever knows its UUID. */
@VerifiedAgainst(
    value = VerifiedAgainst.BACKEND_SOURCE,
    by = VerifiedAgainst.Evidence.READ,
    inferred = "404 FileNotFound for a UUID that is none of a file",
    decided = {
      "a range that begins behind the end of the file is a 416 too",
      "the last bytes of a file can be asked for, as HTTP has it"
    })
public final class GetFile implements Endpoint {

  private static final int PART = 64 << 10;

  private final StoredFiles files;

  public GetFile(StoredFiles files) {
    this.files = files;
  }

  @Override
  public Set<String> methods() {
    return Set.of("GET");
  }

  @Override
  public String path() {
    return FileUrls.PATH + "{storageId}";
  }

  @Override
  public Response answer(Request request) {
    String name = request.path().substring(FileUrls.PATH.length());
    if (name.indexOf('/') >= 0) {
      return Response.empty(404);
    }
    UUID uuid =
        FileUuid.parse(name)
            .orElseThrow(() -> new BackendException(BackendError.INVALID_STORAGE_PATH));
    StoredFile file =
        files.find(uuid).orElseThrow(() -> new BackendException(BackendError.FILE_NOT_FOUND));
    return request
        .header("Range")
        .filter(ByteRange::isMeant)
        .map(range -> part(file, ByteRange.parse(range, file.size())))
        .orElseGet(() -> whole(file));
  }

  private Response whole(StoredFile file) {
    return response(200, file, new ByteRange(0, file.size()))
        .with("Digest", "sha-256=" + file.sha256());
  }

  private Response part(StoredFile file, Optional<ByteRange> range) {
    return range
        .map(part -> response(206, file, part).with("Content-Range", part.of(file.size())))
        .orElseGet(() -> Response.empty(416));
  }

  private Response response(int status, StoredFile file, ByteRange range) {
    return Response.bytes(
            status, file.contentType(), range.length(), out -> write(file, range, out))
        .with("Cache-Control", "private, max-age=2592000")
        .with("Accept-Ranges", "bytes");
  }

  private void write(StoredFile file, ByteRange range, OutputStream out) throws IOException {
    try (InputStream bytes = files.open(file)) {
      bytes.skipNBytes(range.start());
      byte[] part = new byte[PART];
      long left = range.length();
      while (left > 0) {
        int read = bytes.read(part, 0, (int) Math.min(PART, left));
        if (read < 0) {
          throw new IOException("the file is shorter than it was");
        }
        out.write(part, 0, read);
        left -= read;
      }
    }
  }
}
