package dev.convexairbyte.stub.importing;

/** Bodies of import_airbyte_records, with single quotes for double ones. */
final class ImportRequests {

  private ImportRequests() {}

  static String message(String table, String data) {
    return "{'tableName':'" + table + "','data':" + data + "}";
  }

  /** Of records of the table t, or whole messages. A record with double quotes stays as it is. */
  static String body(String tables, String... records) {
    StringBuilder messages = new StringBuilder();
    for (String record : records) {
      messages.append(messages.isEmpty() ? "" : ",");
      messages.append(record.startsWith("{'tableName'") ? record : message("t", record));
    }
    return "{\"tables\":"
        + tables.replace('\'', '"')
        + ",\"messages\":["
        + (messages.indexOf("\"") < 0 ? messages.toString().replace('\'', '"') : raw(messages))
        + "]}";
  }

  private static String raw(StringBuilder messages) {
    return messages
        .toString()
        .replace("{'tableName':'t','data':", "{\"tableName\":\"t\",\"data\":");
  }

  static String nested(int depth) {
    return "[".repeat(depth) + "]".repeat(depth);
  }
}
