package dev.convexairbyte.destination.mapping;

import static dev.convexairbyte.destination.TestStream.append;
import static dev.convexairbyte.destination.TestStream.catalog;
import static dev.convexairbyte.destination.TestStream.dedup;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convexairbyte.cdk.io.IncomingMessage.IncomingRecord;
import dev.convexairbyte.cdk.message.FailureType;
import dev.convexairbyte.destination.TestInput;
import dev.convexairbyte.destination.config.LargeIntegers;
import dev.convexairbyte.destination.plan.StreamPlan;
import dev.convexairbyte.destination.plan.WritePlan;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class RecordMapperTest {

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(
      resources = "records.csv",
      delimiter = '|',
      quoteCharacter = '\'',
      numLinesToSkip = 1)
  void changesOnlyWhatHasToChange(
      String what,
      @Nullable String key,
      String largeIntegers,
      String data,
      String sent,
      @Nullable String then) {
    RecordMapper mapper = mapper(key, largeIntegers);
    IncomingRecord record = new TestInput().record("users", data);

    List<JsonSlice> objects = mapper.map(record).objects();

    assertThat(objects)
        .as(what)
        .map(RecordMapperTest::text)
        .containsExactlyElementsOf(Stream.of(sent, then).filter(text -> text != null).toList());
  }

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(
      resources = "refusals.csv",
      delimiter = '|',
      quoteCharacter = '\'',
      numLinesToSkip = 1)
  void refusesARecordThatCannotBeWrittenAsItIs(
      String what,
      @Nullable String key,
      String largeIntegers,
      String data,
      FailureType type,
      String sentence) {
    RecordMapper mapper = mapper(key, largeIntegers);
    IncomingRecord record = new TestInput().record("users", data);

    assertThatThrownBy(() -> mapper.map(record))
        .as(what)
        .isInstanceOfSatisfying(
            RefusedRecordException.class,
            e -> assertThat(e.failure().failureType()).isEqualTo(type))
        .hasMessageStartingWith(
            "Tried to write a record of stream users, input line 1" + keyInWords(key) + ", but")
        .hasMessageContaining(sentence);
  }

  @Test
  void sendsTheBytesThatCameWhereNothingChanges() {
    RecordMapper mapper = mapper("id", "string");
    IncomingRecord record = new TestInput().record("users", "{\"id\":1}");

    JsonSlice object = mapper.map(record).objects().get(0);

    assertThat(object.bytes()).isSameAs(record.bytes());
  }

  @Test
  void keepsTheValuesOutOfTheSentence() {
    RecordMapper mapper = mapper("id", "fail");
    IncomingRecord unreadable =
        TestMapping.record(4, "{\"secret\":4711 oops}".getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(() -> mapper.map(unreadable))
        .hasMessageContaining("stream users, input line 4, key field id, but")
        .hasNoCause()
        .message()
        .doesNotContain("4711", "oops");
  }

  @Test
  void refusesWhatFitsIntoNoRequest() {
    String half = " ".repeat(11 << 20);
    RecordMapper mapper = mapper("id", "string");
    TestInput input = new TestInput();

    assertThat(mapper.map(input.record("users", "{\"id\":1" + half + "}")).objects()).hasSize(1);
    assertThatThrownBy(() -> mapper.map(input.record("users", "{\"id\":1" + half + half + "}")))
        .hasMessageContaining("larger than what Convex reads in one request");
    assertThatThrownBy(
            () ->
                mapper.map(
                    input.record("users", "{\"id\":1,\"_ab_cdc_deleted_at\":1" + half + "}")))
        .hasMessageContaining("larger than what Convex reads in one request");
  }

  @Test
  void leavesRoomForTheMarkOfADelete() {
    RecordMapper mapper = mapper("id", "string");
    TestInput input = new TestInput();
    String fields =
        IntStream.range(0, 1021).mapToObj(field -> ",\"f" + field + "\":0").collect(joining());
    String delete = "{\"id\":1,\"_ab_cdc_deleted_at\":1" + fields;

    assertThat(mapper.map(input.record("users", delete + "}")).objects()).hasSize(2);
    assertThatThrownBy(() -> mapper.map(input.record("users", delete + ",\"g\":0}")))
        .hasMessageContaining("1024 fields");
  }

  @Test
  void takesRecordsThatAreUsedAsMapsOneAfterTheOther() {
    RecordMapper mapper = mapper("_id", "string");
    TestInput input = new TestInput();
    for (int record = 0; record < 10; record++) {
      StringBuilder maps = new StringBuilder("0");
      for (int name = 0; name < 5000; name++) {
        maps.append(",{\"n").append(record).append('_').append(name).append("\":{\"_x\":0}}");
      }
      String data = "{\"_id\":1,\"maps\":[" + maps + "]}";

      assertThat(mapper.map(input.record("users", data)).objects())
          .map(RecordMapperTest::text)
          .containsExactly(data);
    }
  }

  private static String keyInWords(@Nullable String key) {
    if (key == null) {
      return "";
    }
    return (key.contains("+") ? ", key fields " : ", key field ") + key.replace("+", " and ");
  }

  private static RecordMapper mapper(@Nullable String key, String largeIntegers) {
    StreamPlan plan =
        WritePlan.of(catalog(key == null ? append("users") : dedup("users", key))).streams().get(0);
    return new RecordMapper(plan, LargeIntegers.valueOf(largeIntegers.toUpperCase(Locale.ROOT)));
  }

  private static String text(JsonSlice slice) {
    return new String(slice.bytes(), slice.start(), slice.length(), StandardCharsets.UTF_8);
  }
}
