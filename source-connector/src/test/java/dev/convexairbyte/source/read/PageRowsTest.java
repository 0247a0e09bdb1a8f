package dev.convexairbyte.source.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convexairbyte.cdk.failure.ConnectorException;
import dev.convexairbyte.cdk.io.StdoutMessageWriter;
import dev.convexairbyte.cdk.message.FailureType;
import dev.convexairbyte.cdk.message.StreamDescriptor;
import dev.convexairbyte.client.RowHandler;
import dev.convexairbyte.source.state.StreamPosition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageRowsTest {

  private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(1_000), ZoneOffset.UTC);

  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private final StdoutMessageWriter writer = StdoutMessageWriter.to(output);
  private final StreamRead users =
      new StreamRead(
          new StreamDescriptor("users", null), true, new StreamPosition.Unread(), writer, CLOCK);
  private final PageRows rows = new PageRows(Map.of(users.table(), users), row -> true);

  @Test
  void keepsEveryValueAsItCame() throws IOException {
    String fields =
        "\"a\":3.0,\"b\":1e16,\"c\":-0.0,\"d\":12345678901234567890123,\"e\":[[],{}],\"f\":null,"
            + "\"g\":{\"h\":[true,false,\"\\u00e9\\\"\"]},\"_id\":\"x\"";

    accept(
        rows.attempt(),
        "{\"_component\":\"\",\"_table\":\"users\",\"_ts\":1795210659123456789," + fields + "}");

    assertThat(printed())
        .contains(
            "{\"_component\":\"\",\"_table\":\"users\",\"_ts\":1795210659123456789,\"_deleted\":false,"
                + fields
                + ",\"_ab_cdc_lsn\":1795210659123456789,"
                + "\"_ab_cdc_updated_at\":\"2026-11-20T21:37:39.123456Z\",\"_ab_cdc_deleted_at\":null}");
  }

  @Test
  void passesOverRowsThatAnEarlierAttemptPrinted() throws IOException {
    String first = "{\"_component\":\"\",\"_table\":\"users\",\"_ts\":1,\"_id\":\"x\",\"n\":1.0}";
    String second = "{\"_component\":\"\",\"_table\":\"users\",\"_ts\":2,\"_id\":\"x\",\"n\":2.0}";
    RowHandler broken = rows.attempt();
    accept(broken, first);

    RowHandler repeated = rows.attempt();
    accept(repeated, first);
    accept(repeated, second);

    assertThat(printed().lines().filter(line -> line.contains("RECORD"))).hasSize(2);
    assertThat(printed()).contains("\"n\":2.0");
  }

  @Test
  void aRepeatedPageMayLackRowsThatWerePrintedAndHoldNewOnesAnywhere() {
    String start = "{\"_component\":\"\",\"_table\":\"users\",\"_ts\":";
    RowHandler broken = rows.attempt();
    accept(broken, start + "1,\"_deleted\":false,\"A\":{\"_id\":\"y\"},\"_id\":\"gone\"}");
    accept(broken, start + "2,\"_deleted\":true,\"_id\":\"x\"}");

    RowHandler repeated = rows.attempt();
    accept(repeated, start + "1,\"_deleted\":false,\"_id\":\"y\"}");
    accept(repeated, start + "2,\"_deleted\":true,\"_id\":\"x\"}");
    accept(repeated, start + "2,\"_deleted\":true,\"_id\":\"z\"}");
    accept(repeated, start + "22,\"_deleted\":true,\"_id\":\"x\"}");
    RowHandler again = rows.attempt();
    accept(again, start + "22,\"_deleted\":true,\"_id\":\"x\"}");

    assertThat(printed().lines().filter(line -> line.contains("RECORD")))
        .map(line -> line.replaceFirst(".*\"_ts\":(\\d+).*\"_id\":\"(\\w+)\".*", "$2 $1"))
        .containsExactly("gone 1", "x 2", "y 1", "z 2", "x 22");
  }

  @Test
  void rowsOfTablesInTurnGoEachToItsOwnStream() {
    StreamRead posts =
        new StreamRead(
            new StreamDescriptor("posts", "a"), true, new StreamPosition.Unread(), writer, CLOCK);
    RowHandler mixed =
        new PageRows(Map.of(users.table(), users, posts.table(), posts), row -> true).attempt();

    for (int turn = 1; turn <= 3; turn++) {
      accept(
          mixed, "{\"_component\":\"\",\"_table\":\"users\",\"_ts\":" + turn + "1,\"_id\":\"u\"}");
      accept(
          mixed, "{\"_component\":\"a\",\"_table\":\"posts\",\"_ts\":" + turn + "2,\"_id\":\"p\"}");
      accept(
          mixed, "{\"_component\":\"a\",\"_table\":\"posts\",\"_ts\":" + turn + "3,\"_id\":\"p\"}");
    }

    assertThat(printed().lines().filter(line -> line.contains("RECORD")))
        .map(line -> line.replaceFirst(".*\"stream\":\"(\\w+)\".*\"_ts\":(\\d+).*", "$1 $2"))
        .containsExactly(
            "users 11",
            "posts 12",
            "posts 13",
            "users 21",
            "posts 22",
            "posts 23",
            "users 31",
            "posts 32",
            "posts 33");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"_component\":\"\",\"_ts\":1,\"_id\":\"x\"}",
        "{\"_table\":\"users\",\"_ts\":1,\"_id\":\"x\"}",
        "{\"_component\":\"\",\"_table\":\"users2\",\"_ts\":1,\"_id\":\"x\"}",
        "{\"_component\":\"\",\"_table\":\"users\",\"_table\":\"no\",\"_ts\":1,\"_id\":\"x\"}",
        "{\"_component\":\"\",\"_table\":\"users\",\"_id\":\"x\",\"_ts\":1}",
        "{}"
      })
  void whatTheRowBeforeSaysOfItsTableIsNotTakenForThisOne(String row) {
    RowHandler handler = rows.attempt();
    accept(handler, "{\"_component\":\"\",\"_table\":\"users\",\"_ts\":1,\"_id\":\"x\"}");

    assertThatThrownBy(() -> accept(handler, row)).isInstanceOf(ConnectorException.class);

    assertThat(printed().lines().filter(line -> line.contains("RECORD"))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"_component\":\"\",\"_table\":\"secrets\",\"_ts\":1,\"_id\":\"x\"}",
        "{\"_component\":\"other\",\"_table\":\"users\",\"_ts\":1,\"_id\":\"x\"}",
        "{\"_id\":\"x\",\"_component\":\"\",\"_table\":\"users\",\"_ts\":1}",
        "{\"_component\":\"\",\"_table\":\"users\",\"_ts\":1.5,\"_id\":\"x\"}",
        "{\"_component\":\"\",\"_table\":\"users\",\"_ts\":-1,\"_id\":\"x\"}",
        "{\"_component\":\"\",\"_table\":\"users\",\"_ts\":9223372036854775808,\"_id\":\"x\"}",
        "{\"_component\":\"\",\"_table\":5,\"_ts\":1,\"_id\":\"x\"}",
        "{}"
      })
  void refusesARowThatWasNotAskedFor(String row) {
    assertThatThrownBy(() -> accept(rows.attempt(), row))
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e -> assertThat(e.failureType()).isEqualTo(FailureType.SYSTEM_ERROR))
        .hasMessageStartingWith("Tried to read a page but failed because ")
        .hasMessageNotContaining("secrets");
    assertThat(printed()).doesNotContain("RECORD");
  }

  @Test
  void passesOverARowThatIsNotWanted() throws IOException {
    PageRows nothing = new PageRows(Map.of(users.table(), users), row -> false);

    accept(
        nothing.attempt(),
        "{\"_component\":\"\",\"_table\":\"users\",\"_ts\":1,\"_id\":\"x\",\"n\":{\"a\":[1]},\"m\":2}");

    assertThat(printed()).doesNotContain("RECORD");
  }

  /** The row stands in the middle of a buffer, as rows do. */
  private static void accept(RowHandler handler, String row) {
    byte[] bytes = ("{\"_id\":\"w\"}," + row + ",{\"_id\":\"y\"}").getBytes(StandardCharsets.UTF_8);
    handler.accept(bytes, 12, bytes.length - 12);
  }

  private String printed() {
    writer.flush();
    return output.toString(StandardCharsets.UTF_8);
  }
}
