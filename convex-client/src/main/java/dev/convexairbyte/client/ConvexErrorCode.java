package dev.convexairbyte.client;

import static dev.convexairbyte.client.ConvexException.Kind.PASSING;
import static dev.convexairbyte.client.ConvexException.Kind.REFUSED;
import static dev.convexairbyte.client.ConvexException.Kind.UNEXPECTED;

import dev.convexairbyte.client.ConvexException.Kind;
import java.util.Arrays;
import java.util.Optional;

/**
 * Every code that the endpoints of this client answer with, in our own words. The codes are those
 * of get-convex/convex-backend; which endpoint says which stands in spec/convex/openapi.json.
 */
enum ConvexErrorCode {
  // The key and the plan.
  STREAMING_EXPORT_NOT_ENABLED(
      "StreamingExportNotEnabled",
      REFUSED,
      "the plan of the deployment does not include streaming export",
      "move the deployment's team to a plan that does (https://www.convex.dev/plans)"),
  BAD_DEPLOY_KEY("BadDeployKey", REFUSED, "the deployment got no valid deploy key", Remedies.KEY),
  BAD_ADMIN_KEY(
      "BadAdminKey", REFUSED, "the deploy key is not one of this deployment", Remedies.KEY),
  INVALID_ADMIN_KEY(
      "InvalidAdminKey", REFUSED, "the deployment does not read the key as one", Remedies.KEY),
  INVALID_AUTH_HEADER(
      "InvalidAuthHeader", REFUSED, "the deployment took the key for a user's token", Remedies.KEY),
  NO_AUTH_PROVIDER(
      "NoAuthProvider", REFUSED, "the deployment took the key for a user's token", Remedies.KEY),
  INVALID_HEADER_FAILURE(
      "InvalidHeaderFailure", REFUSED, "the deploy key is too short", Remedies.KEY),
  HEADER_PARSE_FAILURE(
      "HeaderParseFailure", REFUSED, "the deploy key is cut or mangled", Remedies.KEY),
  OPERATION_NOT_PERMITTED(
      "OperationNotPermitted",
      REFUSED,
      "the deploy key lacks the permission " + Texts.PERMISSION,
      "put a deploy key with the permission " + Texts.PERMISSION + " into access_key"),
  SYSTEM_IDENTITY_REQUIRED(
      "SystemIdentityRequired",
      REFUSED,
      "the deploy key acts as a user of the app",
      "put a plain deploy key into access_key"),

  // The request itself.
  INVALID_CLIENT_VERSION(
      "InvalidClientVersion",
      REFUSED,
      "the deployment does not accept the connector's name",
      Remedies.REPORT),
  CLIENT_VERSION_UNSUPPORTED(
      "ClientVersionUnsupported",
      REFUSED,
      "the deployment no longer serves this version of the connector",
      "update the connector"),
  BAD_QUERY_ARGS(
      "BadQueryArgs", REFUSED, "the deployment could not read the query", Remedies.REPORT),
  BAD_JSON_BODY(
      "BadJsonBody",
      REFUSED,
      "the deployment could not read the body of the request, or it is too large",
      "check that no proxy drops or changes request bodies, and that batches stay under 20 MiB"),
  BAD_FORMAT("BadFormat", REFUSED, "the deployment does not know the format json", Remedies.REPORT),
  DOCUMENT_DELTAS_CURSOR_REQUIRED(
      "DocumentDeltasCursorRequired",
      REFUSED,
      "the cursor did not arrive",
      "check that no proxy drops or changes request bodies"),

  // The place that the state names.
  INVALID_LIST_SNAPSHOT_CURSOR(
      "InvalidListSnapshotCursor",
      REFUSED,
      "the deployment does not accept the saved cursor",
      Remedies.REFRESH),
  SNAPSHOT_TOO_NEW(
      "SnapshotTooNew",
      REFUSED,
      "the saved snapshot is ahead of the deployment, which may be another or a restored one",
      Remedies.REFRESH),
  SNAPSHOT_TOO_OLD(
      "SnapshotTooOld", REFUSED, "the snapshot that was half read has expired", Remedies.REFRESH),
  INVALID_WINDOW_TO_READ_DOCUMENTS(
      "InvalidWindowToReadDocuments",
      REFUSED,
      "the changes since the last sync are older than what the deployment keeps",
      Remedies.REFRESH + ", and sync more often"),

  // Schemas.
  NO_SCHEMA_FOR_EXPORT(
      "NoSchemaForExport",
      REFUSED,
      "a table's documents have no common shape and the deployment has no schema",
      Texts.DECLARE),
  NO_TABLE_DEFINITION_FOR_EXPORT(
      "NoTableDefinitionForExport",
      REFUSED,
      "a table's documents have no common shape and the schema does not name the table",
      Texts.DECLARE),
  UNSUPPORTED_SCHEMA_FOR_EXPORT(
      "UnsupportedSchemaForExport",
      REFUSED,
      "the schema declares a table as a union of objects",
      Texts.DECLARE),
  TABLE_SUMMARIES_UNAVAILABLE(
      "TableSummariesUnavailable",
      PASSING,
      "the deployment is still counting its tables after a start",
      Remedies.LATER),

  // Indexes and tables of an import.
  INVALID_PRIMARY_KEY(
      "InvalidPrimaryKey",
      REFUSED,
      "a primary key has a name or a number of fields that Convex does not allow",
      Texts.CHOOSE_KEY),
  EMPTY_PRIMARY_KEY("EmptyPrimaryKey", REFUSED, "the primary key is empty", Texts.CHOOSE_KEY),
  INDEX_FIELDS_CONTAIN_CREATION_TIME(
      "IndexFieldsContainCreationTime",
      REFUSED,
      "a primary key holds _creationTime",
      Texts.CHOOSE_KEY),
  INDEX_FIELDS_CONTAIN_ID(
      "IndexFieldsContainId", REFUSED, "a primary key is _id alone", Texts.CHOOSE_KEY),
  INDEX_FIELD_NAME_RESERVED(
      "IndexFieldNameReserved",
      REFUSED,
      "a field of a primary key begins with an underscore",
      Texts.CHOOSE_KEY),
  INDEX_TOO_MANY_FIELDS(
      "IndexTooManyFields", REFUSED, "a primary key has more than 15 fields", Texts.CHOOSE_KEY),
  FIELDS_NOT_UNIQUE_WITHIN_INDEX(
      "FieldsNotUniqueWithinIndex", REFUSED, "a primary key names a field twice", Texts.CHOOSE_KEY),
  FIELD_NOT_IN_INDEX(
      "FieldNotInIndex",
      REFUSED,
      "the primary key and the table's index have different fields",
      Texts.ONE_WRITER),
  INVALID_INDEX_RANGE(
      "InvalidIndexRange",
      REFUSED,
      "the primary key and the table's index have different fields",
      Texts.ONE_WRITER),
  MISSING_INDEX(
      "MissingIndex", REFUSED, "a table has no primary key index any more", Texts.ONE_WRITER),
  INDEX_NOT_FOUND(
      "IndexNotFoundError",
      REFUSED,
      "the table has no primary key index any more",
      Texts.ONE_WRITER),
  INDEX_BACKFILLING(
      "IndexBackfillingError",
      PASSING,
      "the table's primary key index is still being built",
      Remedies.LATER),
  INVALID_IMPORT(
      "InvalidImport", PASSING, "an index of the table is still being built", Remedies.LATER),
  IMPORT_SCHEMA_CHANGED(
      "ImportSchemaChanged",
      PASSING,
      "the deployment's schema changed meanwhile",
      "run the sync again"),
  TOO_MANY_TABLES(
      "TooManyTables",
      REFUSED,
      "the deployment has as many tables as it may have",
      "delete tables that nobody needs"),

  // Records of an import.
  MISSING_STREAM(
      "MissingStream",
      UNEXPECTED,
      "a record names a table that was not announced",
      Remedies.REPORT),
  MISSING_PRIMARY_KEY_VALUE(
      "MissingPrimaryKeyValue",
      REFUSED,
      "a record lacks a field of the primary key",
      "choose a primary key that every record has"),
  SCHEMA_ENFORCEMENT(
      "SchemaEnforcementError",
      REFUSED,
      "a record does not fit the deployment's schema",
      "widen the table's definition in the deployment's schema, or take the table out of it"),
  TOO_MANY_FIELDS(
      "TooManyFieldsError",
      REFUSED,
      "a record has an object with over 1,024 fields",
      Texts.SMALLER),
  ARRAY_TOO_LONG(
      "ArrayTooLong", REFUSED, "a record has an array with over 8,192 items", Texts.SMALLER),
  TOO_NESTED("TooNestedError", REFUSED, "a record is nested too deeply", Texts.SMALLER),
  INVALID_DOCUMENT(
      "InvalidDocumentError",
      REFUSED,
      "a record is nested more than 16 levels deep or is otherwise no document",
      Texts.SMALLER),
  VALUE_TOO_LARGE("ValueTooLargeError", REFUSED, "a record is over 1 MiB", Texts.SMALLER),

  // Load.
  OPTIMISTIC_CONCURRENCY_CONTROL_FAILURE(
      "OptimisticConcurrencyControlFailure",
      PASSING,
      "something else was writing to the same tables",
      Remedies.LATER),
  COMMITTER_FULL("CommitterFullError", PASSING, "too many writes are waiting", Remedies.LATER),
  TEXT_INDEX_TOO_LARGE(
      "TextIndexTooLarge",
      PASSING,
      "the deployment's search indexes have not caught up",
      Remedies.LATER),
  VECTOR_INDEX_TOO_LARGE(
      "VectorIndexTooLarge",
      PASSING,
      "the deployment's vector indexes have not caught up",
      Remedies.LATER),
  INTERNAL_SERVER_ERROR(
      "InternalServerError",
      PASSING,
      "the deployment had an error that it does not name",
      Remedies.LATER);

  private final String code;
  private final Kind kind;
  private final String reason;
  private final String remedy;

  ConvexErrorCode(String code, Kind kind, String reason, String remedy) {
    this.code = code;
    this.kind = kind;
    this.reason = reason;
    this.remedy = remedy;
  }

  static Optional<ConvexErrorCode> of(String code) {
    return Arrays.stream(values()).filter(known -> known.code.equals(code)).findFirst();
  }

  String code() {
    return code;
  }

  /**
   * @param permission what the endpoint that was asked needs
   */
  Failure failure(Permission permission) {
    return new Failure(
        kind,
        reason.replace(Texts.PERMISSION, permission.wireName()),
        remedy.replace(Texts.PERMISSION, permission.wireName()));
  }

  /** Words that an enum's constants share; its own constants come too late for them. */
  private static final class Texts {
    static final String PERMISSION = "{permission}";
    static final String DECLARE =
        "declare the table in the deployment's schema as one object, or exclude it";
    static final String CHOOSE_KEY = "choose another primary key for the stream";
    static final String ONE_WRITER =
        "check that only one connection writes to the table, and run the sync again";
    static final String SMALLER = "leave that record or field out of the sync";
  }
}
