package dev.convexairbyte.acceptance.conformance;

import dev.convexairbyte.stub.StubSettings;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A case in which a destination of its own writes to a deployment of its own. */
abstract class DestinationCase {

  @TempDir Path folder;
  TestDestination destination;

  /** What the deployment is like; as it comes, unless a case says otherwise. */
  StubSettings settings() {
    return StubSettings.defaults();
  }

  @BeforeEach
  void startDestination() {
    destination = TestDestination.in(folder, settings());
  }

  @AfterEach
  void stopDestination() {
    destination.close();
  }
}
