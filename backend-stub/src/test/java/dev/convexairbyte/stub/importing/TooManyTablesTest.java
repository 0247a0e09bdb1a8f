package dev.convexairbyte.stub.importing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convexairbyte.stub.ApiClient;
import dev.convexairbyte.stub.StubBackend;
import org.junit.jupiter.api.Test;

class TooManyTablesTest {

  private static final String PATH = "/api/streaming_import/";
  private static final String ERROR = "400 TooManyTables";

  @Test
  void refusesEveryWayToMakeOneTableMoreThan10000() {
    try (StubBackend stub = StubBackend.start()) {
      stub.transact(
          writes -> {
            for (int i = 0; i < 10_000; i++) {
              writes.createTable("", "t" + i);
            }
          });
      ApiClient client = ApiClient.of(stub);
      String records = "{\"tables\":{\"x\":{\"jsonSchema\":1}},\"messages\":[%s]}";

      assertThat(client.put(PATH + "add_primary_key_indexes", "{\"indexes\":{\"x\":[]}}").error())
          .isEqualTo(ERROR);
      assertThat(client.put(PATH + "clear_tables", "{\"tableNames\":[\"x\"]}").error())
          .isEqualTo(ERROR);
      assertThat(
              client
                  .post(
                      PATH + "import_airbyte_records",
                      records.formatted("{\"tableName\":\"x\",\"data\":{}}"))
                  .error())
          .isEqualTo(ERROR);
      assertThat(client.put(PATH + "clear_tables", "{\"tableNames\":[\"t1\"]}").status())
          .isEqualTo(200);
    }
  }
}
