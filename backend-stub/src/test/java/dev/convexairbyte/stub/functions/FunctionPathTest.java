package dev.convexairbyte.stub.functions;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FunctionPathTest {

  @ParameterizedTest
  @CsvSource({
    "messages:list,        messages:list",
    "messages,             messages",
    "messages:default,     messages",
    "messages.js:list,     messages:list",
    "dir/sub/messages:list, dir/sub/messages:list",
    "dir//messages:list,   dir/messages:list",
    "a.b.js:list,          a.b:list",
    "1st:_x,               1st:_x"
  })
  void readsModulesAndFunctions(String text, String path) {
    assertThat(FunctionPath.parse(text)).map(FunctionPath::toString).contains(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":list",
        "messages:",
        "messages:1st",
        "messages:a-b",
        "/messages:list",
        "../messages:list",
        "a/./b:list",
        "messages.ts:list",
        "a b:list",
        "é:list"
      })
  void knowsWhatIsNone(String text) {
    assertThat(FunctionPath.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"61,true", "62,false"})
  void takesNamesOfUpTo64CharactersWithTheExtension(int length, boolean taken) {
    assertThat(FunctionPath.parse("m".repeat(length) + ":f").isPresent()).isEqualTo(taken);
  }
}
