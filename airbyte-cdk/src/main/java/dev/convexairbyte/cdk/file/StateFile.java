package dev.convexairbyte.cdk.file;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import dev.convexairbyte.cdk.ConnectorException;
import dev.convexairbyte.cdk.json.Fault;
import dev.convexairbyte.cdk.json.Json;
import dev.convexairbyte.cdk.message.AirbyteStateMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The --state file in every form that is in use: an array of STATE bodies (the platform, PyAirbyte
 * and the acceptance tests, the latter two with explicit nulls), one such body, or what a connector
 * printed, as lines or in an array. None, a missing or an empty file, {@code []}, {@code {}} and
 * {@code null} all mean that there is no state.
 */
public final class StateFile {

  private static final Logger LOG = LoggerFactory.getLogger(StateFile.class);

  private StateFile() {}

  /**
   * The STREAM and GLOBAL states, the last one of each stream.
   *
   * @throws ConnectorException a config error, without a word of the content
   */
  public static List<AirbyteStateMessage> read(@Nullable Path path) {
    if (path == null) {
      return List.of();
    }
    JsonFile file = new JsonFile("state", path);
    SavedStates states = new SavedStates(file);
    try (JsonParser parser = Json.mapper().createParser(Files.newInputStream(path))) {
      readAll(parser, states);
    } catch (NoSuchFileException e) {
      LOG.info("The state file {} does not exist: the sync starts from the beginning.", path);
    } catch (JsonProcessingException e) {
      throw file.failure("it is not JSON at " + Fault.position(e), SavedStates.REMEDY);
    } catch (IOException e) {
      throw file.unreadable(e);
    }
    return states.all();
  }

  /** Value by value: a saved output can be far larger than the heap. */
  private static void readAll(JsonParser parser, SavedStates states) throws IOException {
    while (parser.nextToken() != null) {
      if (parser.currentToken() != JsonToken.START_ARRAY) {
        states.add(parser.<JsonNode>readValueAsTree());
        continue;
      }
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        states.add(parser.<JsonNode>readValueAsTree());
      }
    }
  }
}
