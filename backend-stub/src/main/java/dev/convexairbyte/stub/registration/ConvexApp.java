package dev.convexairbyte.stub.registration;

/**
 * An application: its functions and routes. {@code convex-stub serve --app JAR} finds it through
 * {@link java.util.ServiceLoader}.
 */
@FunctionalInterface
public interface ConvexApp {

  /** Registers everything; called once, before the deployment serves. */
  void define(AppDefinition app);
}
