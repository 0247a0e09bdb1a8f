package dev.convexairbyte.destination.death;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.destination.death.CopiedStream.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A random plan: what is copied how, and the connector's settings.
 *
 * @param settings of the config, without URL and key
 */
record Connection(
    Driver driver, StateStyle style, List<CopiedStream> streams, ObjectNode settings) {

  static Connection any(Random random) {
    Driver driver = any(random, Driver.values());
    StateStyle style = random.nextBoolean() ? StateStyle.STREAM : any(random, StateStyle.values());
    return new Connection(driver, style, streams(random), settings(random));
  }

  private static List<CopiedStream> streams(Random random) {
    List<CopiedStream> all =
        new ArrayList<>(
            List.of(
                stream(random, "users", null, "users"),
                stream(random, "users", "crm", "crm_users"),
                stream(random, "My-Orders", null, "source_my_orders"),
                stream(random, "_log", null, "source_log"),
                stream(random, "events 2", "web", "source_web_events_2")));
    Collections.shuffle(all, random);
    return List.copyOf(all.subList(0, 1 + random.nextInt(4)));
  }

  private static CopiedStream stream(
      Random random, String name, @Nullable String namespace, String table) {
    Kind kind = any(random, Kind.values());
    Declared declared = kind.isKeyed() ? any(random, Declared.values()) : Declared.NOTHING;
    return new CopiedStream(name, namespace, table, kind, any(random, KeyShape.values()), declared);
  }

  private static ObjectNode settings(Random random) {
    ObjectNode settings = JsonNodeFactory.instance.objectNode();
    settings.put("concurrency", 1 + random.nextInt(8));
    if (random.nextInt(4) > 0) {
      settings.put("batch_records", 1 + random.nextInt(8));
    }
    if (random.nextInt(3) > 0) {
      settings.put("batch_bytes", 1024 + random.nextInt(3000));
    }
    if (random.nextBoolean()) {
      settings.put("large_integers", List.of("string", "round", "fail").get(random.nextInt(3)));
    }
    if (random.nextInt(3) == 0) {
      settings.put("on_record_error", "skip");
    }
    return settings;
  }

  /** Whether what cannot be stored is left out. */
  boolean skips() {
    return settings.path("on_record_error").asText().equals("skip");
  }

  boolean roundsLargeIntegers() {
    return settings.path("large_integers").asText().equals("round");
  }

  boolean refusesLargeIntegers() {
    return settings.path("large_integers").asText().equals("fail");
  }

  /** What a person does about an integer that was refused. */
  void acceptLargeIntegers() {
    settings.put("large_integers", "string");
  }

  private static <T> T any(Random random, T[] all) {
    return all[random.nextInt(all.length)];
  }
}
