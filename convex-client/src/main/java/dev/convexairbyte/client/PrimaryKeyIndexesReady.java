package dev.convexairbyte.client;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.Method;

/**
 * Whether indexes are built. A GET with a JSON body: there is no other form of it. Without tables
 * it is an authenticated call that touches nothing.
 */
record PrimaryKeyIndexesReady(Collection<String> tables) implements Endpoint<Boolean> {

  @Override
  public Method method() {
    return Method.GET;
  }

  @Override
  public String path() {
    return "/api/streaming_import/primary_key_indexes_ready";
  }

  @Override
  public HttpEntity body() {
    return Json.body(Map.of("tables", tables));
  }

  @Override
  public Boolean answer(JsonParser json) throws IOException {
    return new AnswerFields(Map.of("indexesReady", Json.object(json).path("indexesReady")))
        .bool("indexesReady");
  }

  @Override
  public String action() {
    return tables.isEmpty()
        ? "check that the key may import"
        : "ask whether the primary key index of " + TableNames.of(tables) + " is ready";
  }

  @Override
  public Permission permission() {
    return Permission.IMPORT;
  }
}
