package dev.convexairbyte.client;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.Method;
import org.jspecify.annotations.Nullable;

/**
 * One request to one endpoint: where it goes, what it says, and what a good answer becomes. The
 * shape is that of RegistryEndpointProvider in GoogleContainerTools/jib.
 *
 * @param <T> what a good answer becomes
 */
sealed interface Endpoint<T>
    permits AddPrimaryKeyIndexes,
        ClearTables,
        DocumentDeltas,
        ImportAirbyteRecords,
        JsonSchemas,
        ListSnapshot,
        PrimaryKeyIndexesReady,
        TableColumnNames {

  Method method();

  /** Begins with a slash and is appended to the deployment's URL. */
  String path();

  /** What follows the question mark, if anything does. */
  default String query() {
    return "";
  }

  default @Nullable HttpEntity body() {
    return null;
  }

  /** Whether a good answer has no body at all. */
  default boolean answersNothing() {
    return false;
  }

  /**
   * Reads a good answer.
   *
   * @param json stands on the first token; on none if {@link #answersNothing()}
   * @throws IOException the answer broke off
   * @throws UnexpectedAnswerException it is whole, but not what this endpoint answers
   */
  T answer(JsonParser json) throws IOException;

  /** What follows "Tried to". */
  String action();

  Permission permission();

  /** What to do about an error that the deployment does not name, which may be the caller's. */
  default String unnamedErrorRemedy() {
    return permission() == Permission.IMPORT
        ? Remedies.UNNAMED_AT_IMPORT
        : Remedies.UNNAMED_AT_EXPORT;
  }
}
