package dev.convexairbyte.stub.importing;

import com.fasterxml.jackson.core.JsonToken;
import dev.convexairbyte.stub.errors.BackendError;
import dev.convexairbyte.stub.errors.BackendException;
import dev.convexairbyte.stub.http.JsonBody;
import dev.convexairbyte.stub.importing.RecordDecoder.Data;
import dev.convexairbyte.values.StrictTokens;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The body of import_airbyte_records, its records read straight into values.
 *
 * @param tables the primary key of each stream, as it was sent
 */
record ImportBody(Map<String, Optional<List<List<String>>>> tables, List<Message> messages) {

  /** A record as it was sent, but for its values. */
  record Message(String tableName, Data data) {}

  /** A message of whatever shape; what it has of the right one. */
  private record Draft(boolean isObject, @Nullable JsonBody tableName, @Nullable Data data) {}

  /** Throws BAD_JSON_BODY where the body is of another shape, InvalidJsonException for no JSON. */
  static ImportBody read(byte[] bytes) {
    return StrictTokens.read(bytes, ImportBody::read);
  }

  private static ImportBody read(StrictTokens tokens, JsonToken first) throws IOException {
    if (first != JsonToken.START_OBJECT) {
      tokens.skip(first);
      throw bad("the body is not an object");
    }
    JsonBody tables = null;
    Optional<List<Draft>> messages = Optional.empty();
    boolean hasMessages = false;
    for (String name = tokens.nextName(); name != null; name = tokens.nextName()) {
      JsonToken value = tokens.next();
      switch (name) {
        case "tables" -> {
          requireFirst(tables == null, name);
          tables = part(tokens, value, name);
        }
        case "messages" -> {
          requireFirst(!hasMessages, name);
          hasMessages = true;
          messages = drafts(tokens, value);
        }
        default -> tokens.skip(value);
      }
    }
    if (tables == null) {
      throw bad("tables is missing");
    }
    Map<String, Optional<List<List<String>>>> keys = tables.map(ImportBody::primaryKey);
    if (!hasMessages) {
      throw bad("messages is missing");
    }
    List<Draft> sent = messages.orElseThrow(() -> bad("messages is not an array"));
    return new ImportBody(keys, sent.stream().map(ImportBody::message).toList());
  }

  private static JsonBody part(StrictTokens tokens, JsonToken first, String name)
      throws IOException {
    return new JsonBody(tokens.tree(first), name, tokens.repeated());
  }

  private static void requireFirst(boolean isFirst, String name) {
    if (!isFirst) {
      throw bad(name + " comes twice");
    }
  }

  /** The stream's schema must be there, and is not looked at. */
  private static Optional<List<List<String>>> primaryKey(JsonBody stream) {
    Optional<List<List<String>>> key = stream.optional("primaryKey").map(KeyPaths::read);
    stream.field("jsonSchema");
    return key;
  }

  private static Optional<List<Draft>> drafts(StrictTokens tokens, JsonToken first)
      throws IOException {
    if (first != JsonToken.START_ARRAY) {
      tokens.skip(first);
      return Optional.empty();
    }
    RecordDecoder decoder = new RecordDecoder(tokens);
    List<Draft> drafts = new ArrayList<>();
    for (JsonToken item = tokens.next(); item != JsonToken.END_ARRAY; item = tokens.next()) {
      drafts.add(draft(tokens, item, decoder));
    }
    return Optional.of(drafts);
  }

  private static Draft draft(StrictTokens tokens, JsonToken first, RecordDecoder decoder)
      throws IOException {
    if (first != JsonToken.START_OBJECT) {
      tokens.skip(first);
      return new Draft(false, null, null);
    }
    JsonBody tableName = null;
    Data data = null;
    for (String name = tokens.nextName(); name != null; name = tokens.nextName()) {
      JsonToken value = tokens.next();
      switch (name) {
        case "tableName" -> {
          requireFirst(tableName == null, name);
          tableName = part(tokens, value, name);
        }
        case "data" -> {
          requireFirst(data == null, name);
          data = decoder.read(value);
        }
        default -> tokens.skip(value);
      }
    }
    return new Draft(true, tableName, data);
  }

  private static Message message(Draft draft) {
    if (!draft.isObject()) {
      throw bad("an item of messages is not an object");
    }
    if (draft.tableName() == null) {
      throw bad("tableName is missing");
    }
    String tableName = draft.tableName().text();
    if (draft.data() == null) {
      throw bad("data is missing");
    }
    return new Message(tableName, draft.data());
  }

  private static BackendException bad(String reason) {
    return new BackendException(BackendError.BAD_JSON_BODY, reason);
  }
}
