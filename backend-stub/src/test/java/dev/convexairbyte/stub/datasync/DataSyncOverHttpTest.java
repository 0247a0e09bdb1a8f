package dev.convexairbyte.stub.datasync;

import static dev.convexairbyte.stub.ApiClient.document;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convexairbyte.stub.ApiClient;
import dev.convexairbyte.stub.StubBackend;
import dev.convexairbyte.stub.StubSettings;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What only the whole stub can show: the routes, and the settings that reach them. */
class DataSyncOverHttpTest {

  @Test
  void syncsWithThePageSizesOfTheSettings() {
    try (StubBackend stub =
        StubBackend.start(StubSettings.builder().syncPageRows(2).syncLogRows(3).build())) {
      ApiClient client = ApiClient.of(stub);
      for (int i = 0; i < 5; i++) {
        stub.insert("users", document("{}"));
      }

      JsonNode first = client.post(Deployment.SYNC, "{}").json();
      List<JsonNode> pages = new ArrayList<>(List.of(first));
      while (!Deployment.status(Deployment.last(pages)).equals("upToDate")) {
        String cursor = Deployment.cursor(Deployment.last(pages));
        pages.add(client.post(Deployment.SYNC, "{\"cursor\":\"" + cursor + "\"}").json());
      }

      assertThat(pages)
          .extracting(page -> page.get("values").size())
          .startsWith(2, 2, 1)
          .allMatch(size -> size <= 2);
      assertThat(client.get(Deployment.ACTIVE).json().get("syncs")).hasSize(1);
      assertThat(client.post(Deployment.FROM_DELTAS, "{\"cursor\":0}").status()).isEqualTo(200);
      assertThat(client.get(Deployment.SYNC).status()).isEqualTo(405);
      assertThat(client.post(Deployment.ACTIVE, "{}").status()).isEqualTo(405);
    }
  }

  @Test
  void stopsAPageAtTheBytesOfTheSettings() {
    try (StubBackend stub = StubBackend.start(StubSettings.builder().syncPageBytes(1).build())) {
      stub.insert("users", document("{}"), document("{}"));

      assertThat(ApiClient.of(stub).post(Deployment.SYNC, "{}").json().get("values")).hasSize(1);
    }
  }
}
