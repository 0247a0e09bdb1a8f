package dev.convexairbyte.acceptance.testbed;

import dev.convexairbyte.acceptance.Connectors;
import java.io.IOException;
import java.nio.file.Path;

/** Where connectors run, and deployments that they reach from there. */
public interface TestBed {

  /** Connectors that read the files of a folder under the names that they have for the test. */
  Connectors connectors(Path folder) throws IOException;

  /** An empty deployment, until it is closed. */
  TestDeployment deployment() throws IOException;

  /** Ends a program of {@link #connectors} at once, as a lost node does. */
  void kill(Process program);

  /** Asks it to end, as a platform that cancels a sync does. */
  void stop(Process program);
}
