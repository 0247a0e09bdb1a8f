package dev.convexairbyte.stub.transfer;

import dev.convexairbyte.stub.errors.BackendError;
import dev.convexairbyte.stub.errors.BackendException;
import dev.convexairbyte.stub.files.FileUrls;
import dev.convexairbyte.stub.files.Incoming;
import dev.convexairbyte.stub.files.Sha256;
import dev.convexairbyte.stub.files.StoredFiles;
import dev.convexairbyte.stub.http.Endpoint;
import dev.convexairbyte.stub.http.Request;
import dev.convexairbyte.stub.http.Response;
import dev.convexairbyte.stub.http.VerifiedAgainst;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** POST /api/storage/upload: stores the body of the request as a file. */
@VerifiedAgainst(
    value = VerifiedAgainst.BACKEND_SOURCE,
    by = VerifiedAgainst.Evidence.READ,
    inferred = "a Content-Type is any type, slash and subtype with parameters",
    decided = "a token serves for as many files as are posted within its hour")
public final class UploadFile implements Endpoint {

  private static final String TOKEN = "token";
  private static final String TOKEN_CHARACTER = "[\\w!#$%&'*+.^`|~-]";
  private static final Pattern CONTENT_TYPE =
      Pattern.compile(TOKEN_CHARACTER + "+/" + TOKEN_CHARACTER + "+\\s*(?:;.*)?");

  private final StoredFiles files;
  private final UploadTokens tokens;

  public UploadFile(StoredFiles files, UploadTokens tokens) {
    this.files = files;
    this.tokens = tokens;
  }

  @Override
  public Set<String> methods() {
    return Set.of("POST");
  }

  @Override
  public String path() {
    return FileUrls.UPLOAD_PATH;
  }

  /** Only for who has a token: others cannot fill the disk. */
  @Override
  public Optional<Incoming> incoming(Request head) {
    boolean welcome = head.query().all(TOKEN).stream().anyMatch(tokens::isValid);
    return welcome ? Optional.of(files.begin()) : Optional.empty();
  }

  @Override
  public Response answer(Request request) {
    String token =
        request
            .query()
            .one(TOKEN)
            .orElseThrow(() -> new BackendException(BackendError.BAD_QUERY_ARGS, TOKEN));
    tokens.check(token);
    Optional<String> contentType = request.header("Content-Type");
    if (contentType.filter(type -> !CONTENT_TYPE.matcher(type).matches()).isPresent()) {
      throw new BackendException(BackendError.BAD_HEADER, "Content-Type");
    }
    Optional<Sha256> expected = request.header("Digest").map(UploadFile::digest);
    // A token that was valid when the request began is there; one that came to be so is not.
    Incoming file =
        request
            .incoming()
            .orElseThrow(() -> new BackendException(BackendError.STORAGE_TOKEN_INVALID));
    String id = files.keep(file, contentType, expected);
    return Response.json(
        json -> {
          json.writeStartObject();
          json.writeStringField("storageId", id);
          json.writeEndObject();
        });
  }

  private static Sha256 digest(String header) {
    return Sha256.ofHeader(header)
        .orElseThrow(() -> new BackendException(BackendError.BAD_HEADER, "Digest"));
  }
}
