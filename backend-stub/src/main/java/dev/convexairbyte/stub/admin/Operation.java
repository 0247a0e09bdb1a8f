package dev.convexairbyte.stub.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.stub.application.Writes;
import dev.convexairbyte.stub.http.JsonBody;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One step of a transaction as a client asked for it. */
interface Operation {

  /** Carries it out. */
  Made run(Writes writes);

  /** Throws BackendException where it cannot be understood. */
  static Operation of(JsonBody json) {
    String name = json.field("op").text();
    return switch (name) {
      case "insert" -> insert(json);
      case "patch" -> patch(json);
      case "replace" -> {
        requireOnly(json, "id", "document");
        String id = json.field("id").text();
        ObjectNode document = json.field("document").object();
        yield silent(writes -> writes.replace(id, document));
      }
      case "delete" -> {
        requireOnly(json, "id");
        String id = json.field("id").text();
        yield silent(writes -> writes.delete(id));
      }
      case "create_table" -> {
        requireOnly(json, "component", "table");
        Place place = Place.of(json);
        yield silent(writes -> writes.createTable(place.component(), place.table()));
      }
      case "drop_table" -> {
        requireOnly(json, "component", "table");
        Place place = Place.of(json);
        yield silent(writes -> writes.dropTable(place.component(), place.table()));
      }
      case "remove_component" -> {
        requireOnly(json, "component");
        String component = json.field("component").text();
        yield silent(writes -> writes.removeComponent(component));
      }
      case "replace_table" -> {
        requireOnly(json, "component", "table", "documents");
        Place place = Place.of(json);
        List<ObjectNode> documents = json.field("documents").list(JsonBody::object);
        yield writes -> replaceTable(writes, place, documents);
      }
      case "begin_replacement" -> {
        requireOnly(json, "component", "table");
        Place place = Place.of(json);
        yield writes -> Made.replacement(writes.beginReplacement(place.component(), place.table()));
      }
      case "insert_replacing" -> {
        requireOnly(json, "replacement", "document", "documents");
        String replacement = json.field("replacement").text();
        List<ObjectNode> documents = documents(json);
        yield writes -> Made.documents(insertReplacing(writes, replacement, documents));
      }
      case "finish_replacement" -> {
        requireOnly(json, "replacement");
        String replacement = json.field("replacement").text();
        yield silent(writes -> writes.finishReplacement(replacement));
      }
      case "cancel_replacement" -> {
        requireOnly(json, "replacement");
        String replacement = json.field("replacement").text();
        yield silent(writes -> writes.cancelReplacement(replacement));
      }
      default ->
          throw AdminEndpoint.bad(
              "Tried to read an operation but failed because its op is unknown; use insert, patch, replace,"
                  + " delete, create_table, drop_table, remove_component, replace_table, begin_replacement,"
                  + " insert_replacing, finish_replacement or cancel_replacement.");
    };
  }

  /** Checked before anything is read: a misspelled key would seem to be missing. */
  private static void requireOnly(JsonBody json, String... keys) {
    KnownKeys.require(json, Stream.concat(Stream.of("op"), Stream.of(keys)).toList());
  }

  private static Operation insert(JsonBody json) {
    requireOnly(json, "component", "table", "document", "documents");
    Place place = Place.of(json);
    List<ObjectNode> documents = documents(json);
    return writes ->
        Made.documents(
            documents.stream()
                .map(document -> writes.insert(place.component(), place.table(), document))
                .toList());
  }

  /** One, or many. */
  private static List<ObjectNode> documents(JsonBody json) {
    Optional<JsonBody> one = json.optional("document");
    Optional<JsonBody> several = json.optional("documents");
    if (one.isPresent() == several.isPresent()) {
      throw AdminEndpoint.bad(
          "Tried to read an insert but failed because it has %s document %s documents; give one of them."
              .formatted(one.isPresent() ? "both" : "neither", one.isPresent() ? "and" : "nor"));
    }
    return several
        .map(found -> found.list(JsonBody::object))
        .orElseGet(() -> one.stream().map(JsonBody::object).toList());
  }

  private static Made replaceTable(Writes writes, Place place, List<ObjectNode> documents) {
    String replacement = writes.beginReplacement(place.component(), place.table());
    List<String> ids = insertReplacing(writes, replacement, documents);
    writes.finishReplacement(replacement);
    return Made.documents(ids);
  }

  private static List<String> insertReplacing(
      Writes writes, String replacement, List<ObjectNode> documents) {
    return documents.stream()
        .map(document -> writes.insertReplacing(replacement, document))
        .toList();
  }

  private static Operation patch(JsonBody json) {
    requireOnly(json, "id", "fields", "unset");
    String id = json.field("id").text();
    ObjectNode fields =
        json.optional("fields")
            .map(JsonBody::object)
            .orElseGet(JsonNodeFactory.instance::objectNode);
    List<String> unset =
        json.optional("unset").map(names -> names.list(JsonBody::text)).orElse(List.of());
    return silent(writes -> writes.patch(id, fields, unset));
  }

  private static Operation silent(Write write) {
    return writes -> {
      write.run(writes);
      return Made.NOTHING;
    };
  }

  /** A step that makes no document. */
  interface Write {
    void run(Writes writes);
  }

  /** A table of a component; the root where none is named. */
  record Place(String component, String table) {

    static Place of(JsonBody json) {
      return new Place(
          json.optional("component").map(JsonBody::text).orElse(""), json.field("table").text());
    }
  }
}
