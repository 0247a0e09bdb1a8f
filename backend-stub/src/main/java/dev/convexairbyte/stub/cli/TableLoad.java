package dev.convexairbyte.stub.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.stub.StubBackend;
import dev.convexairbyte.stub.Writes;
import dev.convexairbyte.values.InvalidJsonException;
import dev.convexairbyte.values.StrictJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A JSON Lines file to be inserted into a table, each line a document in encoded JSON.
 *
 * @param table of the root component
 */
record TableLoad(String table, Path file) {

  private static final int MAX_TRANSACTION = 1000;
  private static final long ENOUGH_TEXT = 8 << 20;

  /** A document and where it came from. */
  private record Line(int number, ObjectNode document) {}

  /** Reads {@code TABLE=FILE}; throws UsageException. */
  static TableLoad parse(String argument) {
    int equals = argument.indexOf('=');
    if (equals <= 0 || equals == argument.length() - 1) {
      throw new UsageException(
          "Tried to read --load but failed because it is not TABLE=FILE; say --load users=users.jsonl.");
    }
    return new TableLoad(argument.substring(0, equals), Path.of(argument.substring(equals + 1)));
  }

  /** Throws UsageException, naming file and line, where a line is no document. */
  void into(StubBackend stub) {
    try {
      stub.transact(writes -> writes.createTable("", table));
    } catch (IllegalArgumentException e) {
      throw failure("the table's name is not made of letters, digits and underscores", "rename it");
    }
    try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      load(reader, stub);
    } catch (NoSuchFileException e) {
      throw failure("there is no such file", "check the path");
    } catch (CharacterCodingException e) {
      throw failure("it is not UTF-8", "save it as UTF-8");
    } catch (IOException e) {
      throw failure("it cannot be read", "check that it is a file that you may read");
    }
  }

  private void load(BufferedReader reader, StubBackend stub) throws IOException {
    List<Line> batch = new ArrayList<>(MAX_TRANSACTION);
    int number = 0;
    long characters = 0;
    for (String text = reader.readLine(); text != null; text = reader.readLine()) {
      number++;
      if (text.isBlank()) {
        continue;
      }
      batch.add(new Line(number, document(text, number)));
      characters += text.length();
      if (batch.size() == MAX_TRANSACTION || characters >= ENOUGH_TEXT) {
        insert(batch, stub);
        batch.clear();
        characters = 0;
      }
    }
    insert(batch, stub);
  }

  private void insert(List<Line> batch, StubBackend stub) {
    stub.transact(writes -> batch.forEach(line -> insert(line, writes)));
  }

  private void insert(Line line, Writes writes) {
    try {
      writes.insert(table, line.document());
    } catch (IllegalArgumentException e) {
      throw failure(
          "line " + line.number() + " is a document that Convex does not take",
          "check its field names, its size, its nesting and the schema");
    }
  }

  private ObjectNode document(String text, int number) {
    try {
      if (StrictJson.parse(text.getBytes(StandardCharsets.UTF_8)) instanceof ObjectNode document) {
        return document;
      }
    } catch (InvalidJsonException e) {
      throw failure("line " + number + " is not valid JSON", "fix the line");
    }
    throw failure("line " + number + " is not a JSON object", "write one object a line");
  }

  private UsageException failure(String reason, String remedy) {
    return new UsageException(
        "Tried to load %s into %s but failed because %s; %s."
            .formatted(file, table, reason, remedy));
  }
}
