package dev.convexairbyte.acceptance.conformance;

import dev.convexairbyte.acceptance.testbed.ProcessBed;
import dev.convexairbyte.acceptance.testbed.TestBed;
import dev.convexairbyte.acceptance.testbed.TestDeployment;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** A case in which a destination of its own writes to a deployment of its own. */
abstract class DestinationCase {

  /** Of a class that runs on every bed, each of them. */
  @Parameter TestBed bed = new ProcessBed();

  @TempDir Path folder;
  @AutoClose TestDestination destination;

  /** What the destination writes to. */
  TestDeployment deployment() throws IOException {
    return bed.deployment();
  }

  @BeforeEach
  void startDestination() throws IOException {
    destination = new TestDestination(folder, bed.connectors(folder), deployment());
  }
}
