package dev.convexairbyte.stub.export;

import dev.convexairbyte.stub.errors.BackendError;
import dev.convexairbyte.stub.errors.BackendException;
import dev.convexairbyte.stub.tables.ComponentPath;
import dev.convexairbyte.values.ConvexValue;
import dev.convexairbyte.values.ConvexValue.ObjectValue;
import dev.convexairbyte.values.Identifiers;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which components, tables and columns to export.
 *
 * @param components by path
 * @param others whether components that are not listed are exported
 */
public record Selection(Map<String, Tables> components, boolean others) {

  public static final Selection EVERYTHING = new Selection(Map.of(), true);

  /**
   * The tables of one component.
   *
   * @param tables by name
   * @param others whether tables that are not listed are exported
   */
  public record Tables(Map<String, TableChoice> tables, boolean others) {

    static final Tables ALL = new Tables(Map.of(), true);
    static final Tables NONE = new Tables(Map.of(), false);
  }

  /** What is said of one table. */
  public sealed interface TableChoice {}

  /** Nothing of the table. */
  public record Excluded() implements TableChoice {}

  /**
   * The top-level fields of one table.
   *
   * @param columns whether each is exported
   * @param others whether fields that are not listed are exported
   */
  public record Columns(Map<String, Boolean> columns, boolean others) implements TableChoice {

    static final Columns ALL = new Columns(Map.of(), true);

    boolean include(String column) {
      return columns.getOrDefault(column, others);
    }

    /** The document with only the fields that are exported. */
    public ObjectValue of(ObjectValue document) {
      if (columns.isEmpty() && others) {
        return document;
      }
      NavigableMap<String, ConvexValue> included = new TreeMap<>(document.fields());
      included.keySet().removeIf(column -> !include(column));
      return new ObjectValue(included);
    }
  }

  static Selection table(String component, String table) {
    return component(component, new Tables(Map.of(table, Columns.ALL), false));
  }

  static Selection component(String component, Tables tables) {
    return new Selection(Map.of(component, tables), false);
  }

  /** The columns of a table that is selected; empty for one that is not. */
  public Optional<Columns> columns(String component, String table) {
    Tables tables = components.getOrDefault(component, others ? Tables.ALL : Tables.NONE);
    TableChoice choice =
        tables.tables().getOrDefault(table, tables.others() ? Columns.ALL : new Excluded());
    return choice instanceof Columns columns ? Optional.of(columns) : Optional.empty();
  }

  /** Impossible names and an excluded {@code _id} are opaque errors on these endpoints. */
  void requireValid() {
    if (!isValid()) {
      throw new BackendException(BackendError.INTERNAL_SERVER_ERROR);
    }
  }

  /** Whether every name can be one and {@code _id} is exported from every table. */
  public boolean isValid() {
    return components.keySet().stream().allMatch(ComponentPath::isValid)
        && components.values().stream().allMatch(Selection::isValid);
  }

  private static boolean isValid(Tables tables) {
    return tables.tables().keySet().stream().allMatch(Identifiers::isIdentifier)
        && tables.tables().values().stream()
            .allMatch(choice -> !(choice instanceof Columns columns) || isValid(columns));
  }

  private static boolean isValid(Columns columns) {
    return columns.include("_id")
        && columns.columns().keySet().stream().allMatch(Identifiers::isFieldName);
  }
}
