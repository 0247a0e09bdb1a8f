package dev.convexairbyte.stub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convexairbyte.stub.StubBackend;
import dev.convexairbyte.stub.schema.InvalidSchemaException;
import dev.convexairbyte.values.InvalidJsonException;
import dev.convexairbyte.values.StrictJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The file that {@code --schema} names. */
final class SchemaFile {

  private final Path file;

  SchemaFile(Path file) {
    this.file = file;
  }

  /** Throws UsageException where the file holds no schema, or a document does not match it. */
  void into(StubBackend stub) {
    JsonNode json = json();
    try {
      stub.setSchema(json);
    } catch (InvalidSchemaException e) {
      throw failure(e.reason(), "print it with defineSchema(…).export()");
    } catch (IllegalArgumentException e) {
      throw failure("a document that is there does not match it", "correct one of the two");
    }
  }

  private JsonNode json() {
    try {
      return StrictJson.parse(Files.readAllBytes(file));
    } catch (InvalidJsonException e) {
      throw failure("it is not valid JSON", "print it with defineSchema(…).export()");
    } catch (NoSuchFileException e) {
      throw failure("there is no such file", "check the path");
    } catch (IOException e) {
      throw failure("it cannot be read", "check that it is a file that you may read");
    }
  }

  private UsageException failure(String reason, String remedy) {
    return new UsageException(
        "Tried to declare the schema %s but failed because %s; %s."
            .formatted(file, reason, remedy));
  }
}
