package dev.convexairbyte.cdk.spec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import dev.convexairbyte.cdk.Connector;
import dev.convexairbyte.cdk.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The spec of a connector, a resource of its class path that holds a ConnectorSpecification. */
public final class SpecResource {

  private final Connector connector;

  public SpecResource(Connector connector) {
    this.connector = connector;
  }

  /** The SPEC line, copied token by token: no object is bound, so it costs next to no start-up. */
  public byte[] line() {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try (JsonParser spec = Json.factory().createParser(open());
        JsonGenerator message = Json.factory().createGenerator(line)) {
      message.writeStartObject();
      message.writeStringField("type", "SPEC");
      message.writeFieldName("spec");
      spec.nextToken();
      message.copyCurrentStructure(spec);
      message.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("The spec resource is broken", e);
    }
    return line.toByteArray();
  }

  /** The JSON Schema of the config. */
  public JsonNode connectionSpecification() {
    try (InputStream spec = open()) {
      return Json.mapper().readTree(spec).required("connectionSpecification");
    } catch (IOException e) {
      throw new UncheckedIOException("The spec resource is broken", e);
    }
  }

  private InputStream open() {
    String address = connector.specResource();
    String absolute = address.startsWith("/") ? address : "/" + address;
    InputStream resource = connector.getClass().getResourceAsStream(absolute);
    if (resource == null) {
      throw new IllegalStateException("The class path has no " + absolute);
    }
    return resource;
  }
}
