package dev.convexairbyte.stub.datasync;

import static dev.convexairbyte.stub.datasync.Deployment.FROM_DELTAS;
import static dev.convexairbyte.stub.datasync.Deployment.SYNC;
import static dev.convexairbyte.stub.datasync.Deployment.status;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convexairbyte.stub.tables.Table;
import dev.convexairbyte.values.DocumentId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DataSyncCursorFromDeltasTest {

  private final Deployment deployment = new Deployment(new SyncLimits(100, 1 << 20, 100));

  @Test
  void goesOnWhereTheDeltasEndedWithoutTruncates() {
    List<DocumentId> ids = deployment.insert("users", 2);
    deployment.insert("posts", 1);
    long ts = deployment.log.latest();
    deployment.replace("users", ids.subList(0, 1), "{'changed':true}");

    JsonNode page = deployment.page(convert(ts), "{'_other':'included'}");

    assertThat(page.get("truncates")).isEmpty();
    assertThat(page.get("values")).hasSize(1);
    assertThat(page.get("values").get(0).get("value").get("changed").booleanValue()).isTrue();
    assertThat(status(page)).isEqualTo("upToDate");
  }

  @Test
  void answersWithTheCursorAlone() {
    assertThat(deployment.post(FROM_DELTAS, "{'cursor':0}").body())
        .matches("\\{\"cursor\":\"01[0-9a-f]+\"}");
  }

  @Test
  void takesTheTablesOfTheSelectionForSynced() {
    deployment.insert("users", 2);
    deployment.insert("posts", 1);
    String users = "{'':{'users':{'_other':'included'},'_other':'excluded'},'_other':'excluded'}";
    String cursor =
        deployment
            .post(
                FROM_DELTAS,
                "{'cursor':%d,'selection':%s}".formatted(deployment.log.latest(), users))
            .json()
            .get("cursor")
            .textValue();

    JsonNode page = deployment.page(cursor, "{'_other':'included'}");

    assertThat(page.get("truncates").findValuesAsText("table")).containsExactly("posts");
    assertThat(page.get("values").findValuesAsText("table")).containsExactly("posts");
  }

  @Test
  void doesNotRepairATableThatWasReplacedSince() {
    deployment.insert("users", 2);
    long ts = deployment.log.latest();
    Table hidden = deployment.startImport("users");
    deployment.finishImport(hidden);

    JsonNode page = deployment.page(convert(ts), "{'_other':'included'}");

    assertThat(page.get("truncates")).isEmpty();
    assertThat(page.get("values")).hasSize(1);
  }

  @Test
  void startsASyncNamedAfterItsClient() {
    String cursor =
        deployment
            .send(
                "POST",
                FROM_DELTAS,
                "",
                "{\"cursor\":0}",
                Map.of("convex-client", "airbyte-export-1.0.0"))
            .json()
            .get("cursor")
            .textValue();

    JsonNode page = deployment.page(cursor, "{'_other':'included'}");

    assertThat(page.get("syncId").textValue()).startsWith("airbyte-");
    assertThat(deployment.active("").get("syncs").get(0).get("syncId"))
        .isEqualTo(page.get("syncId"));
  }

  @Test
  void refusesTimesThatCannotBe() {
    long latest = deployment.log.latest();
    deployment.clock.advance(Duration.ofHours(1));

    assertThat(deployment.post(FROM_DELTAS, "{'cursor':" + latest + "}").status()).isEqualTo(200);
    assertThat(deployment.post(FROM_DELTAS, "{'cursor':" + (latest + 1) + "}").error())
        .isEqualTo("400 InvalidDataSyncCursor");
    assertThat(deployment.post(SYNC, "{'cursor':'" + convert(latest) + "'}").status())
        .isEqualTo(200);
  }

  private String convert(long ts) {
    return deployment.post(FROM_DELTAS, "{'cursor':" + ts + "}").json().get("cursor").textValue();
  }
}
