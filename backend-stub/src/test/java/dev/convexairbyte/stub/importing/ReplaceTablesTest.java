package dev.convexairbyte.stub.importing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convexairbyte.stub.ApiClient;
import dev.convexairbyte.stub.StubBackend;
import org.junit.jupiter.api.Test;

class ReplaceTablesTest {

  private static final String PATH = "/api/streaming_import/replace_tables";

  @Test
  void isAlwaysRefused() {
    try (StubBackend stub = StubBackend.start()) {
      ApiClient client = ApiClient.of(stub);
      String body = "{\"tableNames\":{\"tmp\":\"final\"}}";

      assertThat(client.post(PATH, body).error()).isEqualTo("400 OverwriteNotSupported");
      assertThat(client.withAuthorization("").post(PATH, body).error())
          .isEqualTo("400 OverwriteNotSupported");
      assertThat(client.withAuthorization("Convex wrong").post(PATH, body).error())
          .isEqualTo("401 BadAdminKey");
      assertThat(client.post(PATH, "{}").error()).isEqualTo("400 BadJsonBody");
      assertThat(client.post(PATH, "{\"tableNames\":[\"tmp\"]}").error())
          .isEqualTo("400 BadJsonBody");
    }
  }
}
