package dev.convexairbyte.stub.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.stub.StubBackend;
import dev.convexairbyte.stub.application.Writes;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * JSON Lines files to make a table of, each line a document in encoded JSON. The table is there
 * once all of it is.
 *
 * @param table of the root component
 */
record TableLoad(String table, List<Path> files) {

  private static final int MAX_TRANSACTION = 1000;
  private static final long ENOUGH_TEXT = 8 << 20;

  /** A document and where it came from. */
  private record Line(int number, ObjectNode document) {}

  /** One load a table from arguments like {@code TABLE=FILE}; throws UsageException. */
  static List<TableLoad> parse(List<String> arguments) {
    Map<String, List<Path>> files = new LinkedHashMap<>();
    arguments.forEach(argument -> parse(argument, files));
    return files.entrySet().stream()
        .map(load -> new TableLoad(load.getKey(), load.getValue()))
        .toList();
  }

  private static void parse(String argument, Map<String, List<Path>> files) {
    int equals = argument.indexOf('=');
    if (equals <= 0 || equals == argument.length() - 1) {
      throw new UsageException(
          "Tried to read --load but failed because it is not TABLE=FILE; say --load users=users.jsonl.");
    }
    files
        .computeIfAbsent(argument.substring(0, equals), table -> new ArrayList<>())
        .add(Path.of(argument.substring(equals + 1)));
  }

  /**
   * Tells whether it loaded: a table that is there already stays as it is. Throws UsageException,
   * naming file and line, where a line is no document.
   */
  boolean into(StubBackend stub) {
    if (!stub.isEmpty(table)) {
      return false;
    }
    String unfinished = begin(stub);
    files.forEach(file -> load(file, unfinished, stub));
    stub.transact(writes -> writes.finishReplacement(unfinished));
    return true;
  }

  private String begin(StubBackend stub) {
    List<String> begun = new ArrayList<>(1);
    try {
      stub.transact(writes -> begun.add(writes.beginReplacement("", table)));
    } catch (IllegalArgumentException e) {
      throw failure(
          files.get(0),
          "the table's name is not made of letters, digits and underscores",
          "rename it");
    }
    return begun.get(0);
  }

  private void load(Path file, String unfinished, StubBackend stub) {
    try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      load(reader, batch -> insert(batch, file, unfinished, stub), file);
    } catch (NoSuchFileException e) {
      throw failure(file, "there is no such file", "check the path");
    } catch (CharacterCodingException e) {
      throw failure(file, "it is not UTF-8", "save it as UTF-8");
    } catch (IOException e) {
      throw failure(file, "it cannot be read", "check that it is a file that you may read");
    }
  }

  private void load(BufferedReader reader, Consumer<List<Line>> sink, Path file)
      throws IOException {
    List<Line> batch = new ArrayList<>(MAX_TRANSACTION);
    int number = 0;
    long characters = 0;
    for (String text = reader.readLine(); text != null; text = reader.readLine()) {
      number++;
      if (text.isBlank()) {
        continue;
      }
      batch.add(new Line(number, document(text, number, file)));
      characters += text.length();
      if (batch.size() == MAX_TRANSACTION || characters >= ENOUGH_TEXT) {
        sink.accept(batch);
        batch.clear();
        characters = 0;
      }
    }
    sink.accept(batch);
  }

  private void insert(List<Line> batch, Path file, String unfinished, StubBackend stub) {
    stub.transact(writes -> batch.forEach(line -> insert(line, file, unfinished, writes)));
  }

  private void insert(Line line, Path file, String unfinished, Writes writes) {
    try {
      writes.insertReplacing(unfinished, line.document());
    } catch (IllegalArgumentException e) {
      throw failure(
          file,
          "line " + line.number() + " is a document that Convex does not take",
          "check its field names, its size, its nesting and the schema");
    }
  }

  private ObjectNode document(String text, int number, Path file) {
    try {
      if (StrictJson.parse(text.getBytes(StandardCharsets.UTF_8)) instanceof ObjectNode document) {
        return document;
      }
    } catch (InvalidJsonException e) {
      throw failure(file, "line " + number + " is not valid JSON", "fix the line");
    }
    throw failure(file, "line " + number + " is not a JSON object", "write one object a line");
  }

  private UsageException failure(Path file, String reason, String remedy) {
    return new UsageException(
        "Tried to load %s into %s but failed because %s; %s."
            .formatted(file, table, reason, remedy));
  }
}
