package dev.convexairbyte.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentIdTest {

  private static final String SAMPLE = "j575tdkqnc5q5gwtmyxys00tkx720rtv";

  @Test
  void readsAndWritesARealId() {
    DocumentId id = DocumentId.parse(SAMPLE);

    assertThat(id.tableNumber()).isEqualTo(10001);
    assertThat(id).hasToString(SAMPLE);
  }

  @Test
  void writesTheMinimumIdOfSnapshotCursors() {
    assertThat(DocumentId.MIN).hasToString("0400000000000000000000000000248");
    assertThat(DocumentId.parse("0400000000000000000000000000248")).isEqualTo(DocumentId.MIN);
  }

  @ParameterizedTest
  @CsvSource({
    "10001,j57",
    "10002,j97",
    "10003,jd7",
    "10004,jh7",
    "10005,jn7",
    "10006,js7",
    "10007,jx7",
    "10008,k17"
  })
  void startsIdsOfOneTableAlike(int tableNumber, String start) {
    assertThat(new DocumentId(tableNumber, 0x0123456789ABCDEFL, 7).toString()).startsWith(start);
  }

  @ParameterizedTest
  @CsvSource({"1,31", "127,31", "128,32", "16383,32", "16384,34", "2097152,36", "-1,37"})
  void hasALengthThatDependsOnTheTableNumber(int tableNumber, int length) {
    String text = new DocumentId(tableNumber, -1, -1).toString();

    assertThat(text).hasSize(length);
    assertThat(DocumentId.parse(text).tableNumber()).isEqualTo(tableNumber);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "users",
        "j575tdkqnc5q5gwtmyxys00tkx720rtw",
        "J575TDKQNC5Q5GWTMYXYS00TKX720RTV",
        "j575tdkqnc5q5gwtmyxys00tkx720rt",
        "j575tdkqnc5q5gwtmyxys00tkx720rtvv",
        "j575tdkqnc5q5gwtmyxys00tkx720rtu",
        "i575tdkqnc5q5gwtmyxys00tkx720rtv",
        "0000000000000000000000000000000"
      })
  void refusesWhatIsNoId(String text) {
    assertThatThrownBy(() -> DocumentId.parse(text)).isInstanceOf(InvalidDocumentIdException.class);
    assertThat(DocumentId.find(text)).isEmpty();
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void ordersIdsAsTheirTexts(long seed) {
    Random random = new Random(seed);
    List<DocumentId> ids =
        Stream.generate(
                () ->
                    new DocumentId(10001 + random.nextInt(3), random.nextLong(), random.nextLong()))
            .limit(300)
            .toList();

    assertThat(ids.stream().sorted().map(DocumentId::toString)).isSorted();
    assertThat(ids).allSatisfy(id -> assertThat(DocumentId.parse(id.toString())).isEqualTo(id));
  }
}
