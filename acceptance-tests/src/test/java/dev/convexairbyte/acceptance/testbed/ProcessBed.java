package dev.convexairbyte.acceptance.testbed;

import dev.convexairbyte.acceptance.Connectors;
import dev.convexairbyte.acceptance.Programs;
import dev.convexairbyte.stub.StubSettings;
import java.nio.file.Path;

/** The programs of this checkout, and deployments within the process of the test. */
public final class ProcessBed implements TestBed {

  @Override
  public Connectors connectors(Path folder) {
    return Programs.ofThisCheckout();
  }

  @Override
  public TestDeployment deployment() {
    return LocalDeployment.start(StubSettings.builder());
  }

  // Through the handle: Process would also close the stream that the last lines come through.

  @Override
  public void kill(Process program) {
    program.toHandle().destroyForcibly();
  }

  @Override
  public void stop(Process program) {
    program.toHandle().destroy();
  }

  @Override
  public String toString() {
    return "processes";
  }
}
