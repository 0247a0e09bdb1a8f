package dev.convexairbyte.cdk.io;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.convexairbyte.cdk.message.AirbyteCatalog;
import dev.convexairbyte.cdk.message.AirbyteConnectionStatus;
import dev.convexairbyte.cdk.message.AirbyteErrorTraceMessage;
import dev.convexairbyte.cdk.message.AirbyteLogMessage;
import dev.convexairbyte.cdk.message.AirbyteMessage;
import dev.convexairbyte.cdk.message.AirbyteStream;
import dev.convexairbyte.cdk.message.AirbyteTraceMessage;
import dev.convexairbyte.cdk.message.ConnectorSpecification;
import dev.convexairbyte.cdk.secret.SecretMask;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Blots secrets out of the texts of a message. What a program reads stays as it is: enum values, so
 * that a short secret cannot make a line undecodable, and the names of streams and fields, because
 * records carry the same ones. RECORD and STATE are never changed: they are the user's data, and a
 * document that happens to hold the key has to arrive as it is, a state to come back as it went.
 */
final class MaskedMessage {

  private final SecretMask mask;

  MaskedMessage(SecretMask mask) {
    this.mask = mask;
  }

  AirbyteMessage of(AirbyteMessage message) {
    return new AirbyteMessage(
        message.type(),
        message.state(),
        message.log() == null ? null : log(message.log()),
        message.spec() == null ? null : spec(message.spec()),
        message.connectionStatus() == null ? null : status(message.connectionStatus()),
        message.catalog() == null ? null : catalog(message.catalog()),
        message.trace() == null ? null : trace(message.trace()));
  }

  private AirbyteLogMessage log(AirbyteLogMessage log) {
    return new AirbyteLogMessage(log.level(), mask.mask(log.message()), text(log.stackTrace()));
  }

  private AirbyteConnectionStatus status(AirbyteConnectionStatus status) {
    return new AirbyteConnectionStatus(status.status(), text(status.message()));
  }

  private AirbyteTraceMessage trace(AirbyteTraceMessage trace) {
    AirbyteErrorTraceMessage error = trace.error();
    if (error == null) {
      return trace;
    }
    AirbyteErrorTraceMessage masked =
        new AirbyteErrorTraceMessage(
            mask.mask(error.message()),
            text(error.internalMessage()),
            text(error.stackTrace()),
            error.failureType(),
            error.streamDescriptor());
    return new AirbyteTraceMessage(
        trace.type(), trace.emittedAt(), masked, trace.estimate(), trace.streamStatus());
  }

  private AirbyteCatalog catalog(AirbyteCatalog catalog) {
    return new AirbyteCatalog(catalog.streams().stream().map(this::stream).toList());
  }

  private AirbyteStream stream(AirbyteStream stream) {
    return new AirbyteStream(
        stream.name(),
        stream.namespace(),
        values(stream.jsonSchema()),
        stream.supportedSyncModes(),
        stream.sourceDefinedCursor(),
        stream.defaultCursorField(),
        stream.sourceDefinedPrimaryKey(),
        stream.isResumable());
  }

  private ConnectorSpecification spec(ConnectorSpecification spec) {
    return new ConnectorSpecification(
        values(spec.connectionSpecification()),
        spec.documentationUrl(),
        spec.changelogUrl(),
        spec.supportsIncremental(),
        spec.supportedDestinationSyncModes(),
        spec.protocolVersion());
  }

  private @Nullable String text(@Nullable String text) {
    return text == null ? null : mask.mask(text);
  }

  /**
   * A catalog of thousands of schemas is not made a second time to find that it holds no secret.
   */
  private JsonNode values(JsonNode node) {
    return isClean(node) ? node : copy(node);
  }

  private boolean isClean(JsonNode node) {
    if (node.isTextual()) {
      return mask.maskUnmistakable(node.textValue()).equals(node.textValue());
    }
    for (JsonNode child : node) {
      if (!isClean(child)) {
        return false;
      }
    }
    return true;
  }

  private JsonNode copy(JsonNode node) {
    if (node.isTextual()) {
      return TextNode.valueOf(mask.maskUnmistakable(node.textValue()));
    }
    if (node.isArray()) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode(node.size());
      node.forEach(element -> array.add(copy(element)));
      return array;
    }
    if (!node.isObject()) {
      return node;
    }
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      object.set(field.getKey(), copy(field.getValue()));
    }
    return object;
  }
}
