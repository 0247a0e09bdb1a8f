package dev.convexairbyte.destination.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.convexairbyte.cdk.io.StdoutMessageWriter;
import dev.convexairbyte.cdk.log.LogOutput;
import dev.convexairbyte.cdk.message.AirbyteLogMessage.Level;
import dev.convexairbyte.destination.config.LargeIntegers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the log says of names, as a stream's records come. */
class NameReportTest {

  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private final RecordMapper mapper = TestMapping.mapper(null, LargeIntegers.STRING);

  @BeforeEach
  void takeLogs() {
    LogOutput.install(StdoutMessageWriter.to(output), Level.INFO);
  }

  @AfterEach
  void giveLogsBack() {
    LogOutput.uninstall();
  }

  @Test
  void namesTheFieldsThatGetOtherNamesOnceAStream() throws IOException {
    map("{\"a\":1}", "{\"_id\":1,\"_ab_cdc_lsn\":1}", "{\"_id\":2}", "{\"_other\":3}");

    assertThat(log())
        .containsExactly(
            "INFO Stream users: Convex stores fields under other names: _id as source_id.");
  }

  @Test
  void namesTheFirstFewOfManyAndWhereTheyAre() throws IOException {
    map("{\"a\":[{\"_x\":1}],\"b\":{\"$y\":1},\"_1\":0,\"_2\":0,\"_3\":0,\"_4\":0,\"_5\":0}");

    assertThat(log())
        .containsExactly(
            "INFO Stream users: Convex stores fields under other names: a[0]._x as source_x, b.$y as"
                + " source_y, _1 as source_1, _2 as source_2, _3 as source_3 and 2 more.");
  }

  @Test
  void warnsOfAFieldThatIsLostToALaterOne() throws IOException {
    map("{\"_a\":\"secret\",\"b\":{\"_x!\":1,\"_x?\":2},\"$a\":2}", "{\"_a\":1,\"$a\":2}");

    assertThat(log())
        .hasSize(2)
        .contains(
            "WARN Stream users: Convex gives two fields of a record one name and keeps the later, so"
                + " a value is lost: _a in favour of $a, b._x! in favour of _x?; rename one of them"
                + " at the source to keep both.");
  }

  @Test
  void saysNothingOfANameThatStepsAside() throws IOException {
    map("{\"_a\":1,\"source_a\":2}");

    assertThat(log())
        .containsExactly(
            "INFO Stream users: Convex stores fields under other names: _a as source_source_a.");
  }

  @Test
  void warnsOfAColumnThatIsTakenForChangeDataCapture() throws IOException {
    map("{\"_ab_cdc_lsn\":1}", "{\"source_ab_cdc_note\":1,\"x\":{\"source_ab_cdc_y\":1}}");

    assertThat(log())
        .containsExactly(
            "WARN Stream users: Convex does not store these fields, because it takes names that begin"
                + " so for change data capture: source_ab_cdc_note; rename them at the source to"
                + " keep them.");
  }

  @Test
  void saysNothingWhereNoNameChanges() throws IOException {
    map("{\"a\":1,\"a\":2,\"b c\":{\"\":1}}");

    assertThat(log()).isEmpty();
  }

  @Test
  void cutsNamesThatAreLongOrWouldBreakTheLine() throws IOException {
    map("{\"_" + "n".repeat(100) + "\":1,\"_\\u000a\":1}");

    assertThat(log())
        .containsExactly(
            "INFO Stream users: Convex stores fields under other names: _%s… as source_%s…, _? as source_."
                .formatted("n".repeat(63), "n".repeat(57)));
  }

  @Test
  void cutsNoCharacterInTwo() throws IOException {
    map("{\"_" + "n".repeat(62) + "\ud83d\ude00n\":1}");

    assertThat(log())
        .containsExactly(
            "INFO Stream users: Convex stores fields under other names: _%s… as source_%s…."
                .formatted("n".repeat(62), "n".repeat(57)));
  }

  @Test
  void namesTheFieldsThatCameFirstInARefusedRecord() throws IOException {
    String tooNested = "{\"_id\":1,\"a\":" + "[".repeat(20) + "]".repeat(20) + "}";
    String outOfRange = "{\"_ab_cdc_lsn\":1,\"source_ab_cdc_note\":1,\"a\":1e999}";

    assertThatThrownBy(() -> map(tooNested)).isInstanceOf(RefusedRecordException.class);
    assertThatThrownBy(() -> map(outOfRange)).isInstanceOf(RefusedRecordException.class);
    map("{\"_id\":2,\"source_ab_cdc_note\":2}");

    assertThat(log())
        .hasSize(2)
        .anySatisfy(line -> assertThat(line).contains("other names: _id as source_id."))
        .anySatisfy(line -> assertThat(line).contains("data capture: source_ab_cdc_note;"));
  }

  private void map(String... records) {
    for (String record : records) {
      mapper.map(TestMapping.record(record));
    }
  }

  private List<String> log() throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line : output.toString(StandardCharsets.UTF_8).lines().toList()) {
      JsonNode log = new ObjectMapper().readTree(line).get("log");
      lines.add(log.get("level").textValue() + " " + log.get("message").textValue());
    }
    return lines;
  }
}
