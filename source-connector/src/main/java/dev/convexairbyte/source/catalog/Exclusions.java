package dev.convexairbyte.source.catalog;

import dev.convexairbyte.client.TablePath;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What is not to be read: {@code table} or {@code table.field}, in which {@code *} stands for any
 * characters and {@code ?} for one. A table means that of every component, {@code component/table}
 * that of one.
 */
public final class Exclusions {

  private static final String KEY = "_id";

  private final List<Pattern> tables = new ArrayList<>();
  private final List<FieldGlob> fields = new ArrayList<>();

  private record FieldGlob(Pattern table, Pattern field) {}

  private Exclusions() {}

  /** Neither a component's name nor a table's has a dot, so the first one ends the table. */
  public static Exclusions of(List<String> globs) {
    Exclusions exclusions = new Exclusions();
    for (String glob : globs) {
      int dot = glob.indexOf('.');
      if (dot < 0) {
        exclusions.tables.add(pattern(glob));
      } else {
        exclusions.fields.add(
            new FieldGlob(pattern(glob.substring(0, dot)), pattern(glob.substring(dot + 1))));
      }
    }
    return exclusions;
  }

  /** Excludes nothing. */
  public static Exclusions none() {
    return of(List.of());
  }

  public boolean excludesTable(TablePath table) {
    return tables.stream().anyMatch(pattern -> matches(pattern, table));
  }

  /** Whether a field of a table's documents is excluded; the primary key never is. */
  public boolean excludesColumn(TablePath table, String column) {
    return !column.equals(KEY)
        && fields.stream()
            .anyMatch(
                glob -> matches(glob.table(), table) && glob.field().matcher(column).matches());
  }

  private static boolean matches(Pattern glob, TablePath table) {
    return glob.matcher(table.table()).matches()
        || (!table.component().isEmpty()
            && glob.matcher(table.component() + "/" + table.table()).matches());
  }

  private static Pattern pattern(String glob) {
    StringBuilder regex = new StringBuilder();
    glob.chars()
        .forEach(
            character -> {
              switch (character) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                default -> regex.append(Pattern.quote(Character.toString(character)));
              }
            });
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }
}
