package dev.convexairbyte.stub.export;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convexairbyte.stub.errors.BackendError;
import dev.convexairbyte.stub.errors.BackendException;
import dev.convexairbyte.stub.export.Selection.Columns;
import dev.convexairbyte.stub.export.Selection.Excluded;
import dev.convexairbyte.stub.export.Selection.TableChoice;
import dev.convexairbyte.stub.export.Selection.Tables;
import dev.convexairbyte.stub.http.JsonBody;
import dev.convexairbyte.stub.http.Query;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads a selection as the backend does, silent fall-through included: what does not fit one form
 * is tried as the next, and what fits none selects everything. Mirrors SelectionArg of
 * get-convex/convex-backend, crates/common/src/types/streaming_export/mod.rs.
 */
public final class SelectionArgument {

  private static final String OTHER = "_other";

  private SelectionArgument() {}

  /** From a query string: every value is a string there, so that no exact selection ever fits. */
  static Selection of(Query query) {
    List<String> tables =
        List.of("tableName", "table_name").stream()
            .flatMap(name -> query.all(name).stream())
            .toList();
    List<String> components = query.all("component");
    if (tables.size() == 1 && components.size() <= 1) {
      return Selection.table(components.isEmpty() ? "" : components.get(0), tables.get(0));
    }
    return components.size() == 1
        ? Selection.component(components.get(0), Tables.ALL)
        : Selection.EVERYTHING;
  }

  /** From a JSON body. */
  static Selection of(JsonNode body) {
    return exact(body.get("selection"))
        .or(() -> singleTable(body))
        .or(() -> singleComponent(body))
        .orElse(Selection.EVERYTHING);
  }

  /**
   * From a JSON body in which only the exact form counts: everything where it has none, and
   * BAD_JSON_BODY where it is malformed.
   */
  public static Selection strict(JsonBody body) {
    Optional<JsonBody> selection = body.given("selection");
    if (selection.isEmpty()) {
      return Selection.EVERYTHING;
    }
    return exact(selection.get().json())
        .orElseThrow(
            () -> new BackendException(BackendError.BAD_JSON_BODY, "selection is malformed"));
  }

  private static Optional<Selection> singleTable(JsonNode body) {
    if (body.has("tableName") == body.has("table_name")) {
      return Optional.empty();
    }
    Optional<String> table = text(body, body.has("tableName") ? "tableName" : "table_name");
    if (!body.hasNonNull("component")) {
      return table.map(name -> Selection.table("", name));
    }
    return text(body, "component")
        .flatMap(component -> table.map(name -> Selection.table(component, name)));
  }

  private static Optional<Selection> singleComponent(JsonNode body) {
    return text(body, "component").map(path -> Selection.component(path, Tables.ALL));
  }

  private static Optional<Selection> exact(@Nullable JsonNode selection) {
    return inclusions(selection, SelectionArgument::tables)
        .flatMap(
            components ->
                inclusion(selection, OTHER).map(others -> new Selection(components, others)));
  }

  private static Optional<Tables> tables(JsonNode json) {
    if (isExcluded(json)) {
      return Optional.of(Tables.NONE);
    }
    return inclusions(json, SelectionArgument::table)
        .flatMap(tables -> inclusion(json, OTHER).map(others -> new Tables(tables, others)));
  }

  private static Optional<TableChoice> table(JsonNode json) {
    if (isExcluded(json)) {
      return Optional.of(new Excluded());
    }
    return inclusions(json, SelectionArgument::inclusion)
        .flatMap(columns -> inclusion(json, OTHER).map(others -> new Columns(columns, others)));
  }

  /** The entries of an object but {@code _other}; empty where it is none or an entry is wrong. */
  private static <T> Optional<Map<String, T>> inclusions(
      @Nullable JsonNode json, Function<JsonNode, Optional<T>> read) {
    if (json == null || !json.isObject()) {
      return Optional.empty();
    }
    Map<String, T> entries = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : json.properties()) {
      if (entry.getKey().equals(OTHER)) {
        continue;
      }
      Optional<T> value = read.apply(entry.getValue());
      if (value.isEmpty()) {
        return Optional.empty();
      }
      entries.put(entry.getKey(), value.get());
    }
    return Optional.of(entries);
  }

  private static Optional<Boolean> inclusion(@Nullable JsonNode json, String field) {
    return json == null || !json.has(field) ? Optional.empty() : inclusion(json.get(field));
  }

  private static Optional<Boolean> inclusion(JsonNode json) {
    if (!json.isTextual()) {
      return Optional.empty();
    }
    return switch (json.textValue()) {
      case "included", "incl" -> Optional.of(true);
      case "excluded", "excl" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  private static boolean isExcluded(JsonNode json) {
    return inclusion(json).map(included -> !included).orElse(false);
  }

  private static Optional<String> text(JsonNode body, String field) {
    return Optional.ofNullable(body.get(field))
        .filter(JsonNode::isTextual)
        .map(JsonNode::textValue);
  }
}
