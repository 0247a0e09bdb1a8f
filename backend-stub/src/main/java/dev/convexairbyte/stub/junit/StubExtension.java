package dev.convexairbyte.stub.junit;

import dev.convexairbyte.stub.StubBackend;
import dev.convexairbyte.stub.StubSettings;
import dev.convexairbyte.stub.registration.ConvexApp;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Starts a stub before each test and stops it after, for a field with {@code @RegisterExtension}.
 * Tests take the stub from the field, or as a parameter.
 */
public final class StubExtension
    implements BeforeEachCallback, AfterEachCallback, ParameterResolver {

  private final StubSettings settings;
  private @Nullable StubBackend stub;

  private StubExtension(StubSettings settings) {
    this.settings = settings;
  }

  /** A stub with these applications, else by default. */
  public static StubExtension with(ConvexApp... apps) {
    StubSettings.Builder settings = StubSettings.builder();
    for (ConvexApp app : apps) {
      settings.app(app);
    }
    return with(settings.build());
  }

  /** A stub with these settings for every test. */
  public static StubExtension with(StubSettings settings) {
    return new StubExtension(settings);
  }

  /** The stub of the test that runs; throws IllegalStateException while none does. */
  public StubBackend stub() {
    StubBackend running = stub;
    if (running == null) {
      throw new IllegalStateException(
          "Tried to use the stub but failed because no test runs; use it within a test.");
    }
    return running;
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    stub = StubBackend.start(settings);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    StubBackend running = stub;
    stub = null;
    if (running != null) {
      running.close();
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType().equals(StubBackend.class);
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return stub();
  }
}
