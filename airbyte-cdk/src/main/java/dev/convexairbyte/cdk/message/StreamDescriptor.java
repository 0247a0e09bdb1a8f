package dev.convexairbyte.cdk.message;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** A stream by name and namespace; an empty namespace and none are the same. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StreamDescriptor(String name, @Nullable String namespace) {

  public StreamDescriptor {
    namespace = namespace == null || namespace.isEmpty() ? null : namespace;
  }

  /** For messages to people: {@code namespace.name}, or the bare name. */
  @Override
  public String toString() {
    return namespace == null ? name : namespace + "." + name;
  }
}
