package dev.convexairbyte.stub.errors;

import java.util.Arrays;
import java.util.Optional;

/**
 * Every error that the stub answers with. Codes and statuses are those of get-convex/convex-backend
 * at 94a42c3; the sentences are the stub's own, {@code %s} in them is filled in where they are
 * thrown.
 */
public enum BackendError {
  /** Also what becomes of every caller's mistake that the backend has no code for. */
  INTERNAL_SERVER_ERROR(500, "InternalServerError", Sentences.OPAQUE),
  /** Dressed as an internal error, so that only the status tells it from one. */
  OUT_OF_RETENTION(503, "InternalServerError", Sentences.OPAQUE),
  COMMITTER_FULL(
      503,
      "CommitterFullError",
      "Too many transactions are waiting to be committed; try again later."),
  OPTIMISTIC_CONCURRENCY_CONTROL_FAILURE(
      503,
      "OptimisticConcurrencyControlFailure",
      "Something else wrote what this transaction depends on; try again."),
  TEXT_INDEX_TOO_LARGE(
      503, "TextIndexTooLarge", "The text index has too much to catch up with; try again later."),
  VECTOR_INDEX_TOO_LARGE(
      503,
      "VectorIndexTooLarge",
      "The vector index has too much to catch up with; try again later."),
  TABLE_SUMMARIES_UNAVAILABLE(
      503,
      "TableSummariesUnavailable",
      "The deployment has just started and does not know its tables yet; try again later."),
  TOO_MANY_CONCURRENT_REQUESTS(
      429, "TooManyConcurrentRequests", "Too many requests run at once; slow down and try again."),

  BAD_DEPLOY_KEY(
      403,
      "BadDeployKey",
      "This needs a deploy key; send it as the header \"Authorization: Convex <key>\"."),
  OPERATION_NOT_PERMITTED(
      403, "OperationNotPermitted", "This needs the permission %s, which the key lacks."),
  SYSTEM_IDENTITY_REQUIRED(
      403,
      "SystemIdentityRequired",
      "A key that acts as a user may not do this; send the key without a user."),
  BAD_ADMIN_KEY(
      401,
      "BadAdminKey",
      "The key is not one of this deployment; check that you copied all of it."),
  INVALID_AUTH_HEADER(
      401, "InvalidAuthHeader", "The bearer token is no JWT; deploy keys go after \"Convex \"."),
  NO_AUTH_PROVIDER(
      401, "NoAuthProvider", "This deployment has no auth provider for the token's issuer."),
  UNAUTHENTICATED(
      401,
      "Unauthenticated",
      "The token cannot be trusted: its signature, its times, its audience or its issuer is wrong."),
  /** The first also for statuses of a provider that say nothing to a client of the deployment. */
  AUTH_PROVIDER_DISCOVERY_FAILED(400, "AuthProviderDiscoveryFailed", Sentences.DISCOVERY),
  AUTH_PROVIDER_UNAUTHENTICATED(401, "AuthProviderDiscoveryFailed", Sentences.DISCOVERY),
  AUTH_PROVIDER_FORBIDDEN(403, "AuthProviderDiscoveryFailed", Sentences.DISCOVERY),
  AUTH_PROVIDER_NOT_FOUND(404, "AuthProviderDiscoveryFailed", Sentences.DISCOVERY),
  AUTH_PROVIDER_RATE_LIMITED(429, "AuthProviderDiscoveryFailed", Sentences.DISCOVERY),
  AUTH_PROVIDER_UNAVAILABLE(503, "AuthProviderDiscoveryFailed", Sentences.DISCOVERY),
  INVALID_ADMIN_KEY(
      400,
      "InvalidAdminKey",
      "The Authorization header must start with \"Convex \" or \"Bearer \"."),
  INVALID_HEADER(400, "InvalidHeaderFailure", "The Authorization header is too short."),
  HEADER_PARSE(400, "HeaderParseFailure", "The Authorization header cannot be read."),
  INVALID_CLIENT_VERSION(
      400,
      "InvalidClientVersion",
      "The Convex-Client header must be a name, a dash and a version."),
  CLIENT_VERSION_UNSUPPORTED(
      400,
      "ClientVersionUnsupported",
      "The version of the client in the Convex-Client header is no longer supported; update it."),
  INVALID_REQUEST_ID(
      400, "InvalidRequestId", "The Convex-Request-Id header is no request id; leave it out."),
  STREAMING_EXPORT_NOT_ENABLED(
      403,
      "StreamingExportNotEnabled",
      "Streaming export is not part of this deployment's plan; see https://convex.dev/plans."),

  BAD_QUERY_ARGS(400, "BadQueryArgs", "The query parameter %s cannot be read."),
  BAD_JSON_BODY(400, "BadJsonBody", "The request body cannot be read: %s."),
  /** Of HTTP actions, and the stub's own: the backend has no bound for them. */
  REQUEST_TOO_LARGE(
      413, "RequestTooLarge", "The request of an HTTP action may have at most 20 MiB; send less."),

  BAD_CONVEX_FUNCTION_IDENTIFIER(
      400,
      "BadConvexFunctionIdentifier",
      "The path is none of a function; write it like messages:list."),
  MISSING_IDENTIFIER(
      400,
      "MissingIdentifier",
      "The URL names no module and function; write it like /api/run/messages/list."),

  STORAGE_TOKEN_INVALID(
      401,
      "StorageTokenInvalid",
      "The upload URL is none that this deployment generated; generate one."),
  STORAGE_TOKEN_EXPIRED(
      401, "StorageTokenExpired", "The upload URL is more than an hour old; generate another."),
  BAD_HEADER(400, "BadHeader", "The header %s cannot be read."),
  SHA256_MISMATCH(
      400, "Sha256Mismatch", "The file has another SHA-256 than was said; send it again."),
  INVALID_STORAGE_PATH(
      400, "InvalidStoragePath", "The path names no file; use a URL that storage.getUrl returned."),
  FILE_NOT_FOUND(404, "FileNotFound", "There is no such file; it may have been deleted."),

  DOCUMENT_DELTAS_CURSOR_REQUIRED(
      400, "DocumentDeltasCursorRequired", "document_deltas needs a cursor."),
  INVALID_LIST_SNAPSHOT_CURSOR(
      400,
      "InvalidListSnapshotCursor",
      "The cursor is none that list_snapshot returned; start without one."),
  SNAPSHOT_TOO_NEW(
      400,
      "SnapshotTooNew",
      "The snapshot lies after the newest commit; leave it out to get the newest."),
  SNAPSHOT_TOO_OLD(
      400, "SnapshotTooOld", "The snapshot is more than five days old; start a new one."),
  INVALID_WINDOW_TO_READ_DOCUMENTS(
      400,
      "InvalidWindowToReadDocuments",
      "Documents as old as the cursor are no longer kept; do a full sync."),
  BAD_FORMAT(400, "BadFormat", "The format is unknown; json is the usual one."),
  NO_SCHEMA_FOR_EXPORT(
      400,
      "NoSchemaForExport",
      "Some table's documents have no common shape and this deployment declares no schema."),

  NO_TABLE_DEFINITION_FOR_EXPORT(
      400,
      "NoTableDefinitionForExport",
      "The documents of the table %s have no common shape and the schema does not declare it."),
  UNSUPPORTED_SCHEMA_FOR_EXPORT(
      400,
      "UnsupportedSchemaForExport",
      "The documents of the table %s have no common shape and its schema is a union of objects."),

  INVALID_DATA_SYNC_CURSOR(
      400,
      "InvalidDataSyncCursor",
      "The cursor is none of this deployment's data sync; start without one."),
  INVALID_DATA_SYNC_SELECTION(
      400,
      "InvalidDataSyncSelection",
      "The selection has a name that cannot be, or leaves out _id; correct it."),
  DATA_SYNC_CURSOR_EXPIRED(
      400, "DataSyncCursorExpired", "The cursor is too old to go on from; start without one."),
  LIMIT_OUT_OF_RANGE(400, "LimitOutOfRange", "The limit must lie between 1 and 100."),
  INVALID_CURSOR(400, "InvalidCursor", "The cursor is none that this endpoint returned."),

  INVALID_PRIMARY_KEY(
      400,
      "InvalidPrimaryKey",
      "A primary key must be made of distinct paths of letters, digits and underscores."),
  EMPTY_PRIMARY_KEY(400, "EmptyPrimaryKey", "A primary key must have a field."),
  INDEX_FIELDS_CONTAIN_ID(
      400, "IndexFieldsContainId", "An index may not name _id: that index exists already."),
  INDEX_FIELDS_CONTAIN_CREATION_TIME(
      400,
      "IndexFieldsContainCreationTime",
      "An index may not name _creationTime: every index ends with it already."),
  INDEX_FIELD_NAME_RESERVED(
      400, "IndexFieldNameReserved", "An index may not name a field that starts with _."),
  INDEX_TOO_MANY_FIELDS(
      400, "IndexTooManyFields", "An index may have at most 16 fields, _creationTime included."),
  FIELDS_NOT_UNIQUE_WITHIN_INDEX(
      400, "FieldsNotUniqueWithinIndex", "An index may name each field only once."),
  TOO_MANY_TABLES(400, "TooManyTables", "A deployment may have at most 10000 tables."),
  MISSING_INDEX(400, "MissingIndex", "There is no index %s; add it first."),
  INDEX_NOT_FOUND(400, "IndexNotFoundError", "There is no index %s; add it first."),
  INDEX_BACKFILLING(
      400, "IndexBackfillingError", "The index %s is still being filled; wait until it is ready."),
  FIELD_NOT_IN_INDEX(400, "FieldNotInIndex", "The index %s lacks a field of the primary key."),
  INVALID_INDEX_RANGE(400, "InvalidIndexRange", "The primary key skips a field of the index %s."),
  INVALID_IMPORT(
      400,
      "InvalidImport",
      "The table %s has an index that is still being filled; wait until it is ready."),
  IMPORT_SCHEMA_CHANGED(
      400, "ImportSchemaChanged", "The schema changed while tables were cleared; try again."),
  SCHEMA_ENFORCEMENT(
      400, "SchemaEnforcementError", "A document of the table %s does not match its schema: %s."),
  MISSING_STREAM(
      400, "MissingStream", "A message is for the table %s, which tables does not list."),
  MISSING_PRIMARY_KEY_VALUE(
      400, "MissingPrimaryKeyValue", "A record for the table %s lacks a field of its primary key."),
  OVERWRITE_NOT_SUPPORTED(
      400, "OverwriteNotSupported", "Tables cannot be replaced by other tables; use clear_tables."),

  TOO_MANY_FIELDS(400, "TooManyFieldsError", "An object may have at most 1024 fields."),
  ARRAY_TOO_LONG(400, "ArrayTooLong", "An array may have at most 8192 items."),
  TOO_NESTED(400, "TooNestedError", "A value may be nested at most 64 levels deep."),
  VALUE_TOO_LARGE(
      400, "ValueTooLargeError", "A document may have at most 1 MiB, any other value 32 MiB."),
  INVALID_DOCUMENT(400, "InvalidDocumentError", "A document may be nested at most 16 levels deep."),

  /** Of the stub's own routes. */
  BAD_STUB_REQUEST(400, "BadStubRequest", "%s");

  private final int status;
  private final String code;
  private final String sentence;

  BackendError(int status, String code, String sentence) {
    this.status = status;
    this.code = code;
    this.sentence = sentence;
  }

  /** The error that has the code; of several that share it, the first. */
  public static Optional<BackendError> withCode(String code) {
    return Arrays.stream(values()).filter(error -> error.code.equals(code)).findFirst();
  }

  public int status() {
    return status;
  }

  public String code() {
    return code;
  }

  /** The sentence, with %s for each thing that is filled in. */
  public String template() {
    return sentence;
  }

  String sentence(Object... details) {
    return sentence.formatted(details);
  }

  /** An enum's constants cannot name its own static fields. */
  private static final class Sentences {

    static final String DISCOVERY =
        "The auth provider %s could not be asked for its keys; check that it is up.";

    static final String OPAQUE = "The request could not be completed; try again later.";
  }
}
