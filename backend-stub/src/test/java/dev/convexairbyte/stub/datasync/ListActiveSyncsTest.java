package dev.convexairbyte.stub.datasync;

import static dev.convexairbyte.stub.datasync.Deployment.ACTIVE;
import static dev.convexairbyte.stub.datasync.Deployment.cursor;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ListActiveSyncsTest {

  private final Deployment deployment = new Deployment(new SyncLimits(3, 1 << 20, 10));

  @Test
  void isEmptyWhereNothingSyncs() {
    assertThat(deployment.send("GET", ACTIVE, "", "", Map.of()).body())
        .isEqualTo("{\"syncs\":[],\"pagination\":{\"hasMore\":false}}");
  }

  @Test
  void showsHowFarASnapshotIs() {
    deployment.table("shop", "carts");
    deployment.insert("users", 10);
    JsonNode first = deployment.first();
    deployment.clock.advance(Duration.ofSeconds(5));
    deployment.after(first);
    String syncId = first.get("syncId").textValue();
    // The order of tables is random; an empty one is done with the first page.
    boolean cartsFirst = first.get("truncates").size() == 2;
    int walked = cartsFirst ? 3 : 6;

    String body = deployment.send("GET", ACTIVE, "", "", Map.of()).body();

    assertThat(body)
        .isEqualTo(
            "{\"syncs\":[{\"syncId\":\"%s\",\"lastUpdated\":%d,\"status\":{\"type\":\"snapshotting\","
                    .formatted(syncId, deployment.clock.millis())
                + "\"numTablesSynced\":%d,\"totalTables\":2,\"currentComponent\":\"\",\"currentTable\":\"users\","
                    .formatted(cartsFirst ? 1 : 0)
                + "\"numDocumentsInCurrentTable\":%d,\"totalDocumentsInCurrentTable\":10,"
                    .formatted(walked)
                + "\"numDocumentsSynced\":%d,\"totalDocuments\":10}}],\"pagination\":{\"hasMore\":false}}"
                    .formatted(walked));
  }

  @Test
  void showsASyncThatHasCaughtUpOrNot() {
    deployment.insert("users", 2);
    JsonNode first = deployment.first();
    long ts = first.get("status").get("snapshotTs").longValue();

    assertThat(status())
        .isEqualTo(
            "{\"type\":\"upToDate\",\"totalTables\":1,\"numDocumentsSynced\":2,\"syncedTs\":"
                + ts
                + "}");

    deployment.clock.advance(Duration.ofSeconds(5));
    for (int i = 0; i < 20; i++) {
      deployment.insert("users", 1);
    }
    JsonNode second = deployment.after(first);

    assertThat(status())
        .isEqualTo(
            "{\"type\":\"stale\",\"totalTables\":1,\"numDocumentsSynced\":%d,\"syncedTs\":%d}"
                .formatted(
                    2 + second.get("values").size(),
                    second.get("status").get("snapshotTs").longValue()));
  }

  @Test
  void listsTheNewestFirstForThreeDays() {
    List<String> ids = new ArrayList<>();
    JsonNode oldest = deployment.first();
    for (int i = 0; i < 3; i++) {
      deployment.clock.advance(Duration.ofDays(1));
      ids.add(0, deployment.first().get("syncId").textValue());
    }
    assertThat(ids(deployment.active(""))).hasSize(4).startsWith(ids.get(0));

    deployment.clock.advance(Duration.ofMillis(1));
    assertThat(ids(deployment.active(""))).containsExactlyElementsOf(ids);

    deployment.after(oldest);
    assertThat(ids(deployment.active(""))).startsWith(oldest.get("syncId").textValue()).hasSize(4);
  }

  @Test
  void pagesThroughSyncsOfOneMillisecond() {
    for (int i = 0; i < 5; i++) {
      deployment.first();
    }

    List<String> all = ids(deployment.active(""));
    JsonNode first = deployment.active("limit=2");
    JsonNode second = deployment.active("limit=2&cursor=" + next(first));
    JsonNode third = deployment.active("limit=2&cursor=" + next(second));

    List<String> paged = new ArrayList<>(ids(first));
    paged.addAll(ids(second));
    paged.addAll(ids(third));
    assertThat(paged).containsExactlyElementsOf(all).hasSize(5);
    assertThat(first.get("pagination").get("hasMore").booleanValue()).isTrue();
    assertThat(third.get("pagination").has("nextCursor")).isFalse();
    assertThat(third.get("pagination").get("hasMore").booleanValue()).isFalse();
  }

  @Test
  void listsFiftyUnlessToldOtherwise() {
    for (int i = 0; i < 101; i++) {
      deployment.first();
    }

    assertThat(deployment.active("").get("syncs")).hasSize(50);
    assertThat(deployment.active("limit=100").get("syncs")).hasSize(100);
  }

  @Test
  void refusesACursorOfASync() {
    String cursor = cursor(deployment.first());

    assertThat(deployment.send("GET", ACTIVE, "cursor=" + cursor, "", Map.of()).error())
        .isEqualTo("400 InvalidCursor");
  }

  private String status() {
    return deployment.active("").get("syncs").get(0).get("status").toString();
  }

  private static String next(JsonNode page) {
    return page.get("pagination").get("nextCursor").textValue();
  }

  private static List<String> ids(JsonNode page) {
    return page.get("syncs").findValuesAsText("syncId");
  }
}
