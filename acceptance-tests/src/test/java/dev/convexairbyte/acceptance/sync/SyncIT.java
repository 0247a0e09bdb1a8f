package dev.convexairbyte.acceptance.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.stub.StubSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole connections, as a person or cron runs them. */
class SyncIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  @Test
  void copiesEverythingAndThenWhatChangesDeletesIncluded() throws Exception {
    try (SyncFixture sync = new SyncFixture(folder)) {
      sync.fill("users", 3_000);
      sync.fill("orders", 10);

      SyncProcess first = sync.start("--strict", "--json");
      assertThat(first.await()).as(first.errors()).isZero();
      sync.assertEqual("users");
      sync.assertEqual("orders");
      assertThat(read(first, "users")).isEqualTo(3_000);
      assertThat(first.errors()).containsPattern("users +3,000 +3,000 +0 +[0-9.]+  complete");

      sync.change("users", new Random(20261130));
      SyncProcess second = sync.start("--strict", "--json");
      assertThat(second.await()).as(second.errors()).isZero();
      sync.assertEqual("users");
      assertThat(read(second, "users")).isBetween(1L, 1_000L);
      assertThat(read(second, "orders")).isZero();
      assertThat(sync.leftovers()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--supports-refreshes", "--strict"})
  void overwritesWithAndWithoutGenerations(String regime) throws Exception {
    try (SyncFixture sync = new SyncFixture(folder)) {
      sync.fill("users", 500);
      sync.copy().insert("users", JSON.createObjectNode().put("old", true));

      for (int run = 1; run <= 2; run++) {
        SyncProcess process = sync.start(regime, "--strict", "--mode", "full_refresh+overwrite");
        assertThat(process.await()).as(process.errors()).isZero();
        sync.assertEqual("users");
        sync.change("users", new Random(run));
      }
    }
  }

  @Test
  void refreshesAStreamThatWentWrongAndKeepsTheOthersPlaces() throws Exception {
    try (SyncFixture sync = new SyncFixture(folder)) {
      sync.fill("users", 300);
      sync.fill("orders", 300);
      assertThat(sync.start("--supports-refreshes").await()).isZero();
      sync.copy().insert("users", JSON.createObjectNode().put("nobody", "knows"));

      SyncProcess refresh =
          sync.command("refresh", "users", "--supports-refreshes", "--strict", "--json");

      assertThat(refresh.await()).as(refresh.errors()).isZero();
      assertThat(read(refresh, "users")).isEqualTo(300);
      assertThat(read(refresh, "orders")).isZero();
      sync.assertEqual("users");
      sync.assertEqual("orders");
    }
  }

  @Test
  void clearsAStreamAndTheNextSyncReadsItAgain() throws Exception {
    try (SyncFixture sync = new SyncFixture(folder)) {
      sync.fill("users", 300);
      sync.fill("orders", 300);
      assertThat(sync.start().await()).isZero();

      SyncProcess clear = sync.command("clear", "users", "--strict");
      assertThat(clear.await()).as(clear.errors()).isZero();
      assertThat(sync.copy().documents("users")).isEmpty();
      assertThat(sync.copy().documents("orders")).hasSize(300);
      assertThat(sync.states()).hasSize(1);

      SyncProcess again = sync.start("--json");
      assertThat(again.await()).isZero();
      assertThat(read(again, "users")).isEqualTo(300);
      assertThat(read(again, "orders")).isZero();
      sync.assertEqual("users");
    }
  }

  @Test
  void aSecondSyncOnTheSameStateIsTurnedAwayAndTheFirstGoesOn() throws Exception {
    try (SyncFixture sync = new SyncFixture(folder)) {
      sync.fill("users", 20_000);
      SyncProcess first = sync.start();
      first.awaitUntil(() -> first.connector("write").isPresent());

      SyncProcess second = sync.start();

      assertThat(second.await()).isEqualTo(75);
      assertThat(second.errors().lines())
          .containsExactly(
              "Tried to begin but failed because another sync is using %s; wait until it has ended."
                  .formatted(sync.state()));
      assertThat(first.await()).as(first.errors()).isZero();
      sync.assertEqual("users");
    }
  }

  @Test
  void aWrongKeyIsToldOnceAndNotTriedAgain() throws Exception {
    try (SyncFixture sync = new SyncFixture(folder)) {
      sync.fill("users", 10);
      ObjectNode config =
          (ObjectNode) JSON.readTree(sync.connection().destinationConfig().toFile());
      Files.writeString(
          sync.connection().destinationConfig(),
          config.put("access_key", "wrong|0123456789abcdef").toString());

      SyncProcess process = sync.start();

      assertThat(process.await()).isEqualTo(1);
      assertThat(process.errors().lines())
          .last()
          .asString()
          .startsWith("Failed after ")
          .contains("access_key")
          .doesNotContain("attempts");
      assertThat(sync.states()).isEmpty();

      SyncProcess check =
          sync.run("check", "--destination-config", sync.connection().destinationConfig());
      assertThat(check.await()).isEqualTo(1);
      assertThat(check.output()).startsWith("destination: ").contains("access_key");
    }
  }

  @Test
  void anUnreachableDestinationFailsAndCostsNoPlace() throws Exception {
    try (SyncFixture sync = new SyncFixture(folder)) {
      sync.fill("users", 10);
      String config = Files.readString(sync.connection().destinationConfig());
      Files.writeString(
          sync.connection().destinationConfig(),
          config.replace(sync.copy().url().toString(), "http://127.0.0.1:1"));

      SyncProcess process = sync.start("--attempts", "1", "--json");

      assertThat(process.await()).isEqualTo(1);
      assertThat(process.errors().lines()).last().asString().contains("127.0.0.1:1");
      assertThat(JSON.readTree(process.output()).at("/failure/type").asText())
          .isEqualTo("transient_error");
      assertThat(sync.states()).isEmpty();

      Files.writeString(sync.connection().destinationConfig(), config);
      assertThat(sync.start().await()).isZero();
      sync.assertEqual("users");
    }
  }

  @Test
  void noSecretIsInAnyOutput() throws Exception {
    String secret = "5ecre7/0123456789abcdef+\"quoted\"=";
    StubSettings settings =
        StubSettings.builder().adminKey("prod:happy-otter-123|" + secret).build();
    try (SyncFixture sync = new SyncFixture(folder, settings)) {
      sync.fill("users", 10);

      SyncProcess good = sync.start("--verbose", "--json");
      assertThat(good.await()).as(good.errors()).isZero();
      assertNoSecret(good);

      ObjectNode config = (ObjectNode) JSON.readTree(sync.connection().sourceConfig().toFile());
      Files.writeString(
          sync.connection().sourceConfig(),
          config.put("access_key", "prod:other-otter-123|5ecre7/0123456789abcdef").toString());
      SyncProcess bad = sync.start("--verbose", "--json");
      assertThat(bad.await()).isEqualTo(1);
      assertNoSecret(bad);
      assertThat(sync.leftovers()).isEmpty();
    }
  }

  private static void assertNoSecret(SyncProcess process) {
    assertThat(process.output() + process.errors())
        .doesNotContain("5ecre7")
        .doesNotContain("0123456789abcdef");
  }

  /** How many records of a stream the summary of --json counts. */
  private static long read(SyncProcess process, String stream) throws Exception {
    for (JsonNode one : JSON.readTree(process.output()).path("streams")) {
      if (one.path("name").asText().equals(stream)) {
        return one.path("read").asLong();
      }
    }
    throw new AssertionError("no stream " + stream + " in " + process.output());
  }
}
