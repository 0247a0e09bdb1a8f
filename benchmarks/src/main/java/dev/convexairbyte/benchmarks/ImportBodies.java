package dev.convexairbyte.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Bodies for import_airbyte_records, made before the clock starts.
 *
 * @param documentBytes about how long the JSON of one document is
 * @param batch how many documents a body has
 */
record ImportBodies(int documentBytes, int batch) {

  private static final int FIXED_PART = 190;

  /** Documents to append. */
  List<byte[]> append(int count) {
    return bodies(count, "{\"jsonSchema\":{}}", 0);
  }

  /** Documents with a key; those of another revision are the same rows with other values. */
  List<byte[]> dedup(int count, int revision) {
    return bodies(count, "{\"primaryKey\":[[\"id\"]],\"jsonSchema\":{}}", revision);
  }

  private List<byte[]> bodies(int count, String stream, int revision) {
    Random random = new Random(revision);
    List<byte[]> bodies = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      StringBuilder body = new StringBuilder("{\"tables\":{\"t\":").append(stream);
      body.append("},\"messages\":[");
      for (int j = 0; j < batch; j++) {
        body.append(j == 0 ? "" : ",").append("{\"tableName\":\"t\",\"data\":");
        document(body, i * batch + j, random);
        body.append('}');
      }
      bodies.add(body.append("]}").toString().getBytes(StandardCharsets.UTF_8));
    }
    return bodies;
  }

  /** Eight fields, as of a row of a shop's orders. */
  private void document(StringBuilder json, int id, Random random) {
    json.append("{\"id\":").append(id);
    json.append(",\"customer\":\"customer-").append(random.nextInt(1_000_000));
    json.append("\",\"created_at\":\"2026-01-0").append(1 + random.nextInt(9));
    json.append("T12:00:00.000Z\",\"amount\":").append(random.nextInt(1_000_000) / 100.0);
    json.append(",\"paid\":").append(random.nextBoolean());
    json.append(",\"tags\":[\"a\",\"b\"],\"address\":{\"city\":\"Berlin\",\"zip\":");
    json.append(random.nextInt(100_000)).append("},\"note\":\"");
    json.append("n".repeat(Math.max(0, documentBytes - FIXED_PART))).append("\"}");
  }
}
