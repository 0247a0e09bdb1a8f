package dev.convexairbyte.stub.export;

import dev.convexairbyte.stub.schema.DeclaredSchema;
import java.util.NavigableMap;
import java.util.Optional;

/**
 * What all tables look like, and what is declared of them, as of one time.
 *
 * @param components by path, the root first
 * @param schema that is declared for the root
 */
record DeploymentShapes(
    NavigableMap<String, TableShapes> components, Optional<DeclaredSchema> schema) {}
