package dev.convexairbyte.sync.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.cdk.failure.ConnectorException;
import dev.convexairbyte.cdk.file.JsonFile;
import dev.convexairbyte.sync.failure.Party;
import dev.convexairbyte.sync.state.AtomicFile;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A config and the file that it came from. A connector may change it, mostly because a token can be
 * used only once: then the file has to change, or the next sync would be refused.
 */
final class ConfigInUse {

  private final Party party;
  private final @Nullable Path file;
  private JsonNode content;

  private ConfigInUse(Party party, @Nullable Path file, JsonNode content) {
    this.party = party;
    this.file = file;
    this.content = content;
  }

  /**
   * Reads the file.
   *
   * @param file null for an empty config
   */
  static ConfigInUse read(Party party, @Nullable Path file) {
    ObjectNode content =
        file == null
            ? JsonNodeFactory.instance.objectNode()
            : new JsonFile(party.word() + "-config", file).object();
    return new ConfigInUse(party, file, content);
  }

  JsonNode content() {
    return content;
  }

  /**
   * Takes the connector's own version; answers what to tell a person, null where nothing is new.
   */
  @Nullable String change(JsonNode changed) {
    if (file == null || changed.equals(content)) {
      return null;
    }
    content = changed;
    try {
      AtomicFile.at(file).replace(changed);
      return "The %s has changed its config, which is saved to %s.".formatted(party.word(), file);
    } catch (ConnectorException e) {
      return "The %s has changed its config, often a token that is good for one use, and %s takes no change: if the next sync is refused, renew it there."
          .formatted(party.word(), file);
    }
  }
}
