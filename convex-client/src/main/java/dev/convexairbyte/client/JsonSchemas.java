package dev.convexairbyte.client;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hc.core5.http.Method;

/**
 * What every table looks like, as far as its documents tell. One odd table fails the whole call.
 */
record JsonSchemas() implements Endpoint<Map<String, Map<String, JsonNode>>> {

  @Override
  public Method method() {
    return Method.GET;
  }

  @Override
  public String path() {
    return "/api/json_schemas";
  }

  @Override
  public String query() {
    return "deltaSchema=true&byComponent=true&format=json";
  }

  @Override
  public Map<String, Map<String, JsonNode>> answer(JsonParser json) throws IOException {
    Map<String, Map<String, JsonNode>> schemas = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> component : Json.object(json).properties()) {
      if (!component.getValue().isObject()) {
        throw new UnexpectedAnswerException("one of its components is not an object");
      }
      Map<String, JsonNode> tables = new LinkedHashMap<>();
      component.getValue().properties().forEach(t -> tables.put(t.getKey(), t.getValue()));
      schemas.put(component.getKey(), tables);
    }
    return schemas;
  }

  @Override
  public String action() {
    return "list the tables and their schemas";
  }

  @Override
  public Permission permission() {
    return Permission.VIEW_DATA;
  }
}
