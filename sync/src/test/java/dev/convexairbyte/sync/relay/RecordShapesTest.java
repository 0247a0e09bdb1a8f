package dev.convexairbyte.sync.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convexairbyte.cdk.io.RawMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys and columns, looked for in the middle of a line. */
class RecordShapesTest {

  private static final String BEFORE = "{\"record\":{\"data\":";
  private static final String BEHIND = ",\"emitted_at\":1}}";

  /**
   * @param key paths of its fields: {@code a.b c}
   */
  @ParameterizedTest(name = "{1} in {0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"id\":1}|id|true",
        "{\"id\":0}|id|true",
        "{\"id\":\"\"}|id|true",
        "{\"id\":false}|id|true",
        "{\"id\":{}}|id|true",
        "{\"id\":[]}|id|true",
        "{\"id\":null}|id|false",
        "{\"ID\":1}|id|false",
        "{}|id|false",
        "{\"\\u0069d\":1}|id|true",
        "{\"a\":{\"id\":1}}|id|false",
        "{\"a\":{\"b\":1}}|a.b|true",
        "{\"a\":{\"b\":null}}|a.b|false",
        "{\"a\":{\"c\":{\"b\":1}},\"b\":1}|a.b|false",
        "{\"a\":7}|a.b|false",
        "{\"a\":{\"c\":1},\"x\":[1],\"d\":2}|a.b d|true",
        "{\"a\":null,\"b\":2}|a b|true",
        "{\"a\":null,\"b\":null}|a b|false",
        "{\"a\":{\"b\":null,\"c\":1}}|a.b a.c|true",
      })
  void aKeyIsThereIfOneOfItsFieldsHasAValue(String data, String key, boolean isThere)
      throws IOException {
    List<List<String>> paths = new ArrayList<>();
    for (String path : key.split(" ", -1)) {
      paths.add(List.of(path.split("\\.", -1)));
    }
    byte[] line = (BEFORE + data + BEHIND).getBytes(UTF_8);

    assertThat(new KeyPresence(paths).isIn(line, BEFORE.length(), line.length - BEHIND.length()))
        .isEqualTo(isThere);
  }

  @ParameterizedTest(name = "{1} of {0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":1,\"b\":2,\"c\":3}|b|{\"b\":2}",
        "{\"a\":1,\"b\":2,\"c\":3}|a c|{\"a\":1,\"c\":3}",
        "{\"a\":1}|b|{}",
        "{}|b|{}",
        "{ \"a\" : [1, {\"b\":2}] , \"b\" : \"x\\\"y\" }|b|{\"b\" : \"x\\\"y\"}",
        "{\"a\":{\"b\":{}},\"ü\":\"üü\",\"b\":1.50e3}|ü b|{\"ü\":\"üü\",\"b\":1.50e3}",
        "{\"\\u0061\":null,\"b\":1}|a|{\"\\u0061\":null}",
        "{\"a\":\"long text\",\"b\":\"last\"}|b|{\"b\":\"last\"}",
      })
  void onlySelectedColumnsStay(String data, @Nullable String columns, String kept)
      throws IOException {
    byte[] line = (BEFORE + data + BEHIND).getBytes(UTF_8);
    int end = line.length - BEHIND.length();

    byte[] result =
        new ColumnSelection(List.of(columns == null ? new String[0] : columns.split(" ", -1)))
            .of(new RawMessage(line, 0, line.length, "RECORD", null, BEFORE.length(), end));

    assertThat(new String(result, UTF_8)).isEqualTo(BEFORE + kept + BEHIND);
  }
}
