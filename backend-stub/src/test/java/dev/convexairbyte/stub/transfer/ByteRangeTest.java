package dev.convexairbyte.stub.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {

  @ParameterizedTest
  @CsvSource({
    "bytes=0-0, bytes 0-0/10",
    "bytes=0-9, bytes 0-9/10",
    "bytes=0-, bytes 0-9/10",
    "bytes=3-, bytes 3-9/10",
    "bytes=3-5, bytes 3-5/10",
    "bytes=3-99, bytes 3-9/10",
    "bytes=9-9, bytes 9-9/10",
    "bytes=-1, bytes 9-9/10",
    "bytes=-99, bytes 0-9/10"
  })
  void isThePartOfTheFileThatTheHeaderNames(String header, String part) {
    assertThat(ByteRange.parse(header, 10).map(range -> range.of(10))).contains(part);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bytes=10-",
        "bytes=10-12",
        "bytes=5-4",
        "bytes=-0",
        "bytes=-",
        "bytes=",
        "bytes=a-b",
        "bytes=0-1,3-4",
        "bytes=99999999999999999999-"
      })
  void isNoneWhereNoneOrSeveralAreNamed(String header) {
    assertThat(ByteRange.parse(header, 10)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=0-", "bytes=0-0", "bytes=-1"})
  void isNoneOfAnEmptyFile(String header) {
    assertThat(ByteRange.parse(header, 0)).isEmpty();
  }
}
