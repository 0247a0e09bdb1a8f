package dev.convexairbyte.sync.program;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.cdk.io.RawMessage;
import dev.convexairbyte.cdk.json.Json;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The whole of a message, for those that are few and small. */
public final class MessageTree {

  private MessageTree() {}

  /** Null where the line is no message. */
  public static @Nullable ObjectNode of(RawMessage message) {
    if (message.type().isEmpty()) {
      return null;
    }
    try {
      return (ObjectNode)
          Json.mapper().readTree(message.bytes(), message.start(), message.length());
    } catch (IOException e) {
      return null;
    }
  }
}
