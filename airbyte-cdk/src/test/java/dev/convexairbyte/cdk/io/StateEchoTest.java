package dev.convexairbyte.cdk.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.cdk.json.Json;
import dev.convexairbyte.cdk.message.AirbyteStateStats;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class StateEchoTest {

  @ParameterizedTest
  @CsvFileSource(resources = "/cdk/state-echoes.csv", delimiter = ';', quoteCharacter = '~')
  void changesNothingButTheDestinationsCounts(String line, String echo) {
    assertThat(new String(StateEcho.of(line.getBytes(UTF_8), 12), UTF_8)).isEqualTo(echo);
  }

  @Test
  void countsRejectedRecordsApart() {
    AirbyteStateStats stats = new AirbyteStateStats(10.0, 2.0);

    byte[] echo = StateEcho.of("{\"type\":\"STATE\",\"state\":{}}".getBytes(UTF_8), stats);

    assertThat(new String(echo, UTF_8))
        .isEqualTo(
            "{\"type\":\"STATE\",\"state\":{\"destinationStats\":"
                + "{\"recordCount\":10.0,\"rejectedRecordCount\":2.0}}}");
  }

  @Test
  void returnsRandomStatesOtherwiseUnchanged() throws IOException {
    long seed = System.nanoTime();
    System.err.println("StateEchoTest seed " + seed);
    Random random = new Random(seed);

    for (int round = 0; round < 500; round++) {
      ObjectNode body = RandomJson.object(random);
      ObjectNode message = Json.mapper().createObjectNode();
      message.set("x", RandomJson.value(random, 3));
      message.set("state", body);
      message.set("y", RandomJson.value(random, 3));
      String line = RandomJson.print(message, random);

      JsonNode echo = Json.mapper().readTree(StateEcho.of(line.getBytes(UTF_8), 1_000_000_000L));

      body.putObject("destinationStats").put("recordCount", new BigDecimal("1.0E9"));
      assertThat(echo).as(line).isEqualTo(message);
    }
  }
}
