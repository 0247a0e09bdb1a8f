package dev.convexairbyte.stub.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convexairbyte.stub.ApiClient;
import dev.convexairbyte.stub.ApiClient.Answer;
import dev.convexairbyte.stub.StubBackend;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** What a body is that names a key twice: broken in a struct, fine in a map, as with serde. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RepeatedKeysTest {

  private final StubBackend stub = StubBackend.start();
  private final ApiClient client = ApiClient.of(stub);

  @AfterAll
  void stop() {
    stub.close();
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvFileSource(
      resources = "repeated-keys.csv",
      delimiter = '|',
      quoteCharacter = '`',
      useHeadersInDisplayName = true)
  void areRefusedInStructsOnly(String method, String path, String body, String result) {
    String json = body.replace('\'', '"');

    Answer answer =
        switch (method) {
          case "GET" -> client.get(path, json);
          case "PUT" -> client.put(path, json);
          default -> client.post(path, json);
        };

    assertThat(answer.status() == 200 ? "200" : answer.error()).isEqualTo(result);
  }
}
