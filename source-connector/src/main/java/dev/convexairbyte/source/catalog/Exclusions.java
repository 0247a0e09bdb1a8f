package dev.convexairbyte.source.catalog;

import dev.convexairbyte.cdk.failure.ConnectorException;
import dev.convexairbyte.cdk.glob.Glob;
import dev.convexairbyte.client.TablePath;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The tables and top-level fields that never leave the deployment, by glob: {@code table} or {@code
 * table.field}, where {@code *} stands for any characters and {@code ?} for one. A table of a
 * component is written {@code component/table}, with the component's whole path. A star crosses
 * slashes, but a glob without a slash is about tables of the app itself only: {@code *} is every
 * table of the app, and with a slash and a star behind it every table of every component. Case
 * matters, as it does to Convex. {@code _id} and the columns that the connector itself adds stay.
 */
public final class Exclusions {

  private static final String ID = "_id";

  private final List<Entry> entries;

  private Exclusions(List<Entry> entries) {
    this.entries = entries;
  }

  /** One glob; without a field it is about the whole table. */
  private record Entry(String text, Glob table, boolean ofComponents, @Nullable Glob field) {

    boolean isAbout(TablePath path) {
      return ofComponents == !path.component().isEmpty() && table.matches(nameOf(path));
    }

    boolean hasEffectOn(TablePath path, List<String> columns) {
      return isAbout(path) && (field == null || columns.stream().anyMatch(field::matches));
    }

    private static String nameOf(TablePath path) {
      return path.component().isEmpty() ? path.table() : path.component() + "/" + path.table();
    }
  }

  /** Nothing is excluded. */
  public static Exclusions none() {
    return new Exclusions(List.of());
  }

  /**
   * Reads the globs.
   *
   * @throws ConnectorException a config error, for a glob that cannot do what it seems to say
   */
  public static Exclusions of(List<String> globs) {
    return new Exclusions(globs.stream().map(glob -> entry(glob.strip())).toList());
  }

  private static Entry entry(String glob) {
    int dot = glob.indexOf('.');
    String table = dot < 0 ? glob : glob.substring(0, dot);
    if (table.isEmpty() || table.startsWith("/") || table.endsWith("/")) {
      throw refused(glob, "names no table", "write table, table.field or component/table");
    }
    boolean ofComponents = table.contains("/");
    if (dot < 0) {
      return new Entry(glob, new Glob(table), ofComponents, null);
    }
    String field = glob.substring(dot + 1);
    if (field.isEmpty()) {
      throw refused(glob, "names no field", "write table.field, or the table alone");
    }
    if (field.contains(".")) {
      throw refused(
          glob,
          "names a field inside a field, and only whole top-level fields can be excluded",
          "exclude the outer field, and write ? for a dot that is part of a name");
    }
    if (field.equals(ID)) {
      throw refused(
          glob, "names " + ID + ", which every row needs", "exclude the table, or other fields");
    }
    return new Entry(glob, new Glob(table), ofComponents, new Glob(field));
  }

  private static ConnectorException refused(String glob, String reason, String remedy) {
    return ConnectorException.config(
        "Tried to read the setting exclude but failed because the entry \"%s\" %s; %s."
            .formatted(glob, reason, remedy));
  }

  public boolean excludesTable(TablePath table) {
    return entries.stream().anyMatch(entry -> entry.field() == null && entry.isAbout(table));
  }

  /** Whether there is an entry about some field of the table. */
  public boolean excludesFieldsOf(TablePath table) {
    return !fieldGlobs(table).isEmpty();
  }

  /** Which fields of a table are excluded, whether or not it has them yet. */
  public Predicate<String> fieldsOf(TablePath table) {
    List<Glob> globs = fieldGlobs(table);
    return field -> !field.equals(ID) && globs.stream().anyMatch(glob -> glob.matches(field));
  }

  private List<Glob> fieldGlobs(TablePath table) {
    return entries.stream()
        .filter(entry -> entry.isAbout(table))
        .flatMap(entry -> Stream.ofNullable(entry.field()))
        .toList();
  }

  /**
   * The globs that match nothing that is there: most likely misspelt.
   *
   * @param deployed component path to table to column names
   */
  public List<String> withoutEffect(Map<String, Map<String, List<String>>> deployed) {
    return entries.stream()
        .filter(
            entry ->
                deployed.entrySet().stream()
                    .noneMatch(
                        component ->
                            component.getValue().entrySet().stream()
                                .anyMatch(
                                    table ->
                                        entry.hasEffectOn(
                                            new TablePath(component.getKey(), table.getKey()),
                                            table.getValue()))))
        .map(Entry::text)
        .toList();
  }
}
