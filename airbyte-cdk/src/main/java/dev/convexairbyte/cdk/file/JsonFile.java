package dev.convexairbyte.cdk.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.cdk.failure.ConnectorException;
import dev.convexairbyte.cdk.json.Fault;
import dev.convexairbyte.cdk.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A file that holds one JSON object.
 *
 * @param name what the file is to the reader of an error: {@code config}, {@code catalog}
 */
public record JsonFile(String name, Path path) {

  private static final ObjectReader WHOLE_TEXT =
      Json.mapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /**
   * The object.
   *
   * @throws ConnectorException a config error where the file holds anything else, without a word of
   *     its content
   */
  public ObjectNode object() {
    JsonNode node;
    try {
      node = WHOLE_TEXT.readTree(Files.readAllBytes(path));
    } catch (JsonProcessingException e) {
      throw failure("it is not JSON at " + Fault.position(e), "correct the file");
    } catch (IOException e) {
      throw unreadable(e);
    }
    if (node instanceof ObjectNode object) {
      return object;
    }
    throw failure(
        node.isMissingNode() ? "it is empty" : "it is not a JSON object",
        "give the file a JSON object");
  }

  ConnectorException unreadable(IOException cause) {
    if (cause instanceof NoSuchFileException) {
      return failure("it does not exist", "pass an existing file to --" + name);
    }
    return failure("it cannot be read", "check that it is a file with permission to read it");
  }

  /** Says that the file cannot be used: a clause for why, and one for what to do. */
  public ConnectorException failure(String reason, String remedy) {
    return ConnectorException.config(
        "Tried to read the %s file %s but failed because %s; %s."
            .formatted(name, path, reason, remedy));
  }
}
