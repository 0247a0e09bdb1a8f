package dev.convexairbyte.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    SortedSet<String> names = new TreeSet<>(List.of("users"));
    SortedMap<String, SortedSet<String>> tables = new TreeMap<>();
    tables.put("", names);
    Selection selection = new Selection(tables);

    names.add("logs");
    tables.clear();

    assertThat(selection).isEqualTo(Selection.of(List.of(new TablePath("", "users"))));
  }
}
