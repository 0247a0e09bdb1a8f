package dev.convexairbyte.stub.importing;

import dev.convexairbyte.stub.errors.BackendError;
import dev.convexairbyte.stub.errors.BackendException;
import dev.convexairbyte.stub.http.JsonBody;
import dev.convexairbyte.stub.tables.FieldPath;
import dev.convexairbyte.values.Identifiers;
import java.util.HashSet;
import java.util.List;

/** The rules for primary keys and the fields of their indexes. */
final class KeyPaths {

  private static final int MAX_FIELDS = 16;
  private static final FieldPath ID = new FieldPath(List.of("_id"));
  private static final FieldPath CREATION_TIME = new FieldPath(List.of("_creationTime"));

  private KeyPaths() {}

  /** Reads the JSON form: an array of paths, each an array of names. */
  static List<List<String>> read(JsonBody json) {
    return json.list(path -> path.list(JsonBody::text));
  }

  /** What a request may name as a key; throws BackendException. */
  static List<FieldPath> of(List<List<String>> paths) {
    boolean wellFormed =
        paths.stream()
            .allMatch(path -> !path.isEmpty() && path.stream().allMatch(Identifiers::isIdentifier));
    if (!wellFormed) {
      throw new BackendException(BackendError.INTERNAL_SERVER_ERROR);
    }
    List<FieldPath> fields = paths.stream().map(FieldPath::new).toList();
    if (fields.size() > MAX_FIELDS) {
      throw new BackendException(BackendError.INDEX_TOO_MANY_FIELDS);
    }
    if (fields.contains(ID)) {
      throw new BackendException(BackendError.INDEX_FIELDS_CONTAIN_ID);
    }
    if (new HashSet<>(fields).size() < fields.size()) {
      throw new BackendException(BackendError.FIELDS_NOT_UNIQUE_WITHIN_INDEX);
    }
    return fields;
  }

  /** What an index may be made of, {@code _creationTime} being added to it; throws. */
  static void requireIndexable(List<FieldPath> fields) {
    if (fields.contains(CREATION_TIME)) {
      throw new BackendException(BackendError.INDEX_FIELDS_CONTAIN_CREATION_TIME);
    }
    if (fields.stream().flatMap(path -> path.names().stream()).anyMatch(Identifiers::isSystem)) {
      throw new BackendException(BackendError.INDEX_FIELD_NAME_RESERVED);
    }
    if (fields.size() + 1 > MAX_FIELDS) {
      throw new BackendException(BackendError.INDEX_TOO_MANY_FIELDS);
    }
  }
}
