package dev.convexairbyte.client;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hc.core5.http.Method;

/** The names of every table's columns: less than its schema, and never refused for an odd table. */
record TableColumnNames() implements Endpoint<Map<String, Map<String, List<String>>>> {

  @Override
  public Method method() {
    return Method.GET;
  }

  @Override
  public String path() {
    return "/api/get_table_column_names";
  }

  @Override
  public Map<String, Map<String, List<String>>> answer(JsonParser json) throws IOException {
    JsonNode components = Json.object(json).path("byComponent");
    if (!components.isObject()) {
      throw new UnexpectedAnswerException("its byComponent is not an object");
    }
    Map<String, Map<String, List<String>>> names = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> component : components.properties()) {
      Map<String, List<String>> tables = new LinkedHashMap<>();
      for (JsonNode table : array(component.getValue())) {
        tables.put(text(table.path("name")), columns(table.path("columns")));
      }
      names.put(component.getKey(), tables);
    }
    return names;
  }

  private static List<String> columns(JsonNode names) {
    List<String> columns = new ArrayList<>();
    for (JsonNode name : array(names)) {
      columns.add(text(name));
    }
    return columns;
  }

  private static JsonNode array(JsonNode node) {
    if (!node.isArray()) {
      throw new UnexpectedAnswerException("it has no list where tables or columns should be");
    }
    return node;
  }

  private static String text(JsonNode node) {
    if (!node.isTextual()) {
      throw new UnexpectedAnswerException("a table or column in it has no name");
    }
    return node.textValue();
  }

  @Override
  public String action() {
    return "list the tables and their columns";
  }

  @Override
  public Permission permission() {
    return Permission.VIEW_DATA;
  }
}
