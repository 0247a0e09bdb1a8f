package dev.convexairbyte.client;

import com.fasterxml.jackson.core.JsonParser;
import java.util.Collection;
import java.util.Map;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.Method;

/** Empties tables, all at once or none. A table that is not there is made, empty. */
record ClearTables(Collection<String> tables) implements Endpoint<Done> {

  @Override
  public Method method() {
    return Method.PUT;
  }

  @Override
  public String path() {
    return "/api/streaming_import/clear_tables";
  }

  @Override
  public HttpEntity body() {
    return Json.body(Map.of("tableNames", tables));
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
    return "clear " + TableNames.of(tables);
  }

  @Override
  public Permission permission() {
    return Permission.IMPORT;
  }
}
