package dev.convexairbyte.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelectionTest {

  private static String wire(Selection selection) {
    return new String(Json.bytes(selection::write), UTF_8);
  }

  @Test
  void excludesAllThatIsNotNamed() {
    Selection selection =
        Selection.of(
            List.of(
                new TablePath("", "users"),
                new TablePath("", "logs"),
                new TablePath("a/b", "users")));

    assertThat(wire(selection))
        .isEqualTo(
            "{\"\":{\"logs\":{\"_other\":\"included\"},\"users\":{\"_other\":\"included\"},"
                + "\"_other\":\"excluded\"},"
                + "\"a/b\":{\"users\":{\"_other\":\"included\"},\"_other\":\"excluded\"},"
                + "\"_other\":\"excluded\"}");
  }

  @Test
  void leavesOutTheColumnsThatShallNotBeSent() {
    Selection selection =
        Selection.of(
            Map.of(
                new TablePath("", "users"), Set.of("phone", "email"),
                new TablePath("", "logs"), Set.of()));

    assertThat(wire(selection))
        .isEqualTo(
            "{\"\":{\"logs\":{\"_other\":\"included\"},"
                + "\"users\":{\"email\":\"excluded\",\"phone\":\"excluded\",\"_other\":\"included\"},"
                + "\"_other\":\"excluded\"},\"_other\":\"excluded\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"_id", "_other"})
  void refusesToLeaveOutWhatTheBackendInsistsOn(String column) {
    Map<TablePath, Set<String>> tables = Map.of(new TablePath("", "users"), Set.of(column));

    assertThatThrownBy(() -> Selection.of(tables))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Tried to select tables but failed because");
  }

  @Test
  void noTableIsNotEveryTable() {
    assertThat(wire(Selection.none())).isEqualTo("{\"_other\":\"excluded\"}");
    assertThat(Selection.of(List.of())).isEqualTo(Selection.none());
  }

  @ParameterizedTest
  @CsvSource({"_other, users", "'', _other"})
  void refusesANameThatWouldTurnItIntoAnother(String component, String table) {
    assertThatThrownBy(() -> Selection.of(List.of(new TablePath(component, table))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Tried to select tables but failed because");
  }

  @Test
  void doesNotChangeWithWhatItWasMadeOf() {
    SortedSet<String> columns = new TreeSet<>();
    SortedMap<String, SortedSet<String>> names = new TreeMap<>(Map.of("users", columns));
    SortedMap<String, SortedMap<String, SortedSet<String>>> tables = new TreeMap<>();
    tables.put("", names);
    Selection selection = new Selection(tables);

    columns.add("email");
    names.clear();
    tables.clear();

    assertThat(selection).isEqualTo(Selection.of(List.of(new TablePath("", "users"))));
  }
}
