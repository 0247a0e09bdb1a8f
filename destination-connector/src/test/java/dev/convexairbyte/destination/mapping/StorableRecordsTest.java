package dev.convexairbyte.destination.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.convexairbyte.destination.config.LargeIntegers;
import dev.convexairbyte.values.ConvexValue;
import dev.convexairbyte.values.ConvexValue.Float64Value;
import dev.convexairbyte.values.ConvexValue.ObjectValue;
import dev.convexairbyte.values.ConvexValue.StringValue;
import dev.convexairbyte.values.Identifiers;
import dev.convexairbyte.values.InvalidIdentifierException;
import dev.convexairbyte.values.InvalidJsonException;
import dev.convexairbyte.values.StrictJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The mapper against the stub's import: the same records are refused, the same rows are stored. */
class StorableRecordsTest {

  private final StubJudge judge = new StubJudge();

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 10);
  }

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(
      resources = "limits.csv",
      delimiter = '|',
      quoteCharacter = '\'',
      maxCharsPerColumn = 10_000,
      numLinesToSkip = 1)
  void refusesWhatIsBeyondALimitAndNothingElse(
      String what, @Nullable String key, String template, @Nullable String refusal) {
    String data = RecordTemplate.expand(template);
    RecordMapper mapper = TestMapping.mapper(key, LargeIntegers.ROUND);

    Optional<List<Map<String, ConvexValue>>> rows =
        judge.rows(TestMapping.storedKey(key), List.of(TestMapping.slice(data)));

    assertThat(rows.isEmpty()).as("the stub refuses %s", what).isEqualTo(refusal != null);
    if (refusal == null) {
      assertThat(mapper.map(TestMapping.record(data)).objects()).as(what).hasSize(1);
      return;
    }
    assertThatThrownBy(() -> mapper.map(TestMapping.record(data)))
        .as(what)
        .isInstanceOf(RefusedRecordException.class)
        .hasMessageStartingWith("Tried to write a record of stream users, input line 1")
        .hasMessageContaining(" but failed because ")
        .hasMessageContaining(refusal)
        .hasMessageEndingWith(".");
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void refusesARecordExactlyIfTheStubDoesAndStoresTheSame(long seed) {
    Random random = new Random(seed);
    RandomRecords records = new RandomRecords(random, 6);
    RecordMapper mapper = TestMapping.mapper(null, LargeIntegers.ROUND);
    int refused = 0;
    for (int round = 0; round < 100; round++) {
      String data = round == 0 ? records.large() : records.next();
      String what = "seed %d: %s".formatted(seed, shown(data));
      Optional<List<Map<String, ConvexValue>>> rows =
          judge.rows(null, List.of(TestMapping.slice(data)));

      Optional<MappedRecord> mapped = mapped(mapper, data);

      assertThat(mapped.isPresent()).as(what).isEqualTo(rows.isPresent());
      refused += mapped.isPresent() ? 0 : 1;
      if (mapped.isPresent()) {
        assertThat(judge.rows(null, mapped.get().objects())).as(what).isEqualTo(rows);
      }
    }
    assertThat(refused).as("seed %d", seed).isBetween(3, 97);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void refusesARecordWithAKeyExactlyIfTheStubDoesOrTheKeyIsAnotherField(long seed) {
    Random random = new Random(seed);
    RandomRecords records = new RandomRecords(random, 40);
    for (String key : List.of("a", "_a", "source_a")) {
      RecordMapper mapper = TestMapping.mapper(key, LargeIntegers.ROUND);
      String storedKey = TestMapping.storedKey(key);
      for (int round = 0; round < 60; round++) {
        String data = records.next();
        String what = "seed %d, key %s: %s".formatted(seed, key, shown(data));
        boolean takes = judge.rows(storedKey, List.of(TestMapping.slice(data))).isPresent();

        Optional<MappedRecord> mapped = mapped(mapper, data);

        assertThat(mapped.isPresent()).as(what).isEqualTo(takes && isKeyItself(key, data));
        if (mapped.isPresent()) {
          List<JsonSlice> sent = mapped.get().objects();
          int rows = mapped.get().isDelete() ? 0 : 1;
          assertThat(judge.rows(storedKey, sent).orElseThrow()).as(what).hasSize(rows);
        }
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void sendsNothingThatTheStubRefusesWhenLargeIntegersBecomeStrings(long seed) {
    Random random = new Random(seed);
    RandomRecords records = new RandomRecords(random, 20);
    RecordMapper mapper = TestMapping.mapper(null, LargeIntegers.STRING);
    for (int round = 0; round < 50; round++) {
      String data = round == 0 ? records.large() : records.next();

      Optional<MappedRecord> mapped = mapped(mapper, data);

      if (mapped.isPresent()) {
        assertThat(judge.rows(null, mapped.get().objects()))
            .as("seed %d: %s", seed, shown(data))
            .isPresent();
      }
    }
  }

  @Test
  void countsALargeIntegerAsTheStringThatItBecomes() {
    RecordMapper mapper = TestMapping.mapper(null, LargeIntegers.STRING);
    String digits = "9".repeat(100);

    assertThat(mapped(mapper, text(1_048_405, digits))).isPresent();
    assertThat(mapped(mapper, text(1_048_406, digits))).isEmpty();
    assertThat(mapped(mapper, text(10, "9".repeat(400)))).isPresent();
  }

  private static String text(int length, String number) {
    return "{\"a\":\"%s\",\"n\":%s}".formatted("t".repeat(length), number);
  }

  static List<JsonNode> names() throws IOException {
    return oracle("cases");
  }

  @ParameterizedTest
  @MethodSource("names")
  void storesFieldsUnderTheNamesOfTheOracle(JsonNode expected) throws IOException {
    String data =
        new ObjectMapper()
            .writeValueAsString(Map.of("within", Map.of(expected.get("in").textValue(), 1)));

    Optional<MappedRecord> mapped = mapped(TestMapping.mapper(null, LargeIntegers.STRING), data);

    if (expected.get("field").isNull()) {
      assertThat(mapped).isEmpty();
      return;
    }
    assertThat(within(mapped.orElseThrow()))
        .isEqualTo(object(Map.of(expected.get("field").textValue(), new Float64Value(1))));
  }

  static List<JsonNode> objects() throws IOException {
    return oracle("objects");
  }

  @ParameterizedTest
  @MethodSource("objects")
  void keepsTheFieldsOfAnObjectApartAsInTheOracle(JsonNode expected) throws IOException {
    Map<String, Object> fields = new LinkedHashMap<>();
    expected.get("keys").forEach(key -> fields.put(key.textValue(), key.textValue()));
    String data = new ObjectMapper().writeValueAsString(Map.of("within", fields));

    Optional<MappedRecord> mapped = mapped(TestMapping.mapper(null, LargeIntegers.STRING), data);

    if (expected.get("outFromIn").isNull()) {
      assertThat(mapped).isEmpty();
      return;
    }
    Map<String, ConvexValue> stored = new HashMap<>();
    expected
        .get("outFromIn")
        .properties()
        .forEach(
            field -> stored.put(field.getKey(), new StringValue(field.getValue().textValue())));
    assertThat(within(mapped.orElseThrow())).isEqualTo(object(stored));
  }

  private @Nullable ConvexValue within(MappedRecord mapped) {
    return judge.rows(null, mapped.objects()).orElseThrow().get(0).get("within");
  }

  private static ConvexValue object(Map<String, ConvexValue> fields) {
    return ObjectValue.of(fields);
  }

  @Test
  void refusesExactlyWhatIsNoJsonForTheBackend() {
    byte[] bytes = "{}[]\",:\\ \n0123456789.eE+-truefalsn\u0000\u001f\u007fxu".getBytes(UTF_8);
    Random random = new Random(7);
    RandomRecords records = new RandomRecords(random, 0);
    RecordScan scan = new RecordScan(null, 0, LargeIntegers.ROUND);
    for (int round = 0; round < 8_000; round++) {
      byte[] data = records.next().getBytes(UTF_8);
      int at = random.nextInt(data.length);
      data[at] =
          random.nextBoolean() ? bytes[random.nextInt(bytes.length)] : (byte) random.nextInt(256);

      assertThat(isReadBy(scan, data)).as("round %d", round).isEqualTo(isObject(data));
    }
  }

  private static boolean isReadBy(RecordScan scan, byte[] data) {
    try {
      scan.run(JsonSlice.of(data));
      return true;
    } catch (RecordProblemException e) {
      return false;
    }
  }

  private static boolean isObject(byte[] data) {
    try {
      return StrictJson.parse(data).isObject();
    } catch (InvalidJsonException e) {
      return false;
    }
  }

  /** Whether what is stored as the key is the field that the key names, and no other. */
  private static boolean isKeyItself(String key, String data) {
    List<String> names = new ArrayList<>();
    StrictJson.parse(data.getBytes(UTF_8)).fieldNames().forEachRemaining(names::add);
    String storedKey = Identifiers.fieldName(key);
    try {
      Map<String, String> stored = Identifiers.fieldNames(names);
      stored.values().removeIf(name -> !name.equals(storedKey));
      return stored.keySet().equals(Set.of(key));
    } catch (InvalidIdentifierException e) {
      return false;
    }
  }

  private static Optional<MappedRecord> mapped(RecordMapper mapper, String data) {
    try {
      return Optional.of(mapper.map(TestMapping.record(data)));
    } catch (RefusedRecordException e) {
      return Optional.empty();
    }
  }

  private static String shown(String data) {
    return data.length() > 2000 ? data.substring(0, 2000) + "…" : data;
  }

  private static List<JsonNode> oracle(String table) throws IOException {
    List<JsonNode> rows = new ArrayList<>();
    new ObjectMapper()
        .readTree(
            StorableRecordsTest.class.getResourceAsStream("/spec/oracles/identifier-oracle.json"))
        .get(table)
        .forEach(rows::add);
    return rows;
  }
}
