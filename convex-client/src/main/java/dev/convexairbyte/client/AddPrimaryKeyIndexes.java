package dev.convexairbyte.client;

import com.fasterxml.jackson.core.JsonParser;
import java.util.List;
import java.util.Map;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.Method;

/** Makes indexes over key paths. A table that is not there is made too, empty. */
record AddPrimaryKeyIndexes(Map<String, List<List<String>>> indexes) implements Endpoint<Done> {

  @Override
  public Method method() {
    return Method.PUT;
  }

  @Override
  public String path() {
    return "/api/streaming_import/add_primary_key_indexes";
  }

  @Override
  public HttpEntity body() {
    return Json.body(Map.of("indexes", indexes));
  }

  @Override
  public boolean answersNothing() {
    return true;
  }

  @Override
  public Done answer(JsonParser json) {
    return Done.of(json);
  }

  @Override
  public String action() {
    return "add the primary key index of " + TableNames.of(indexes.keySet());
  }

  @Override
  public Permission permission() {
    return Permission.IMPORT;
  }
}
