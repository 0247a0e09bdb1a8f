package dev.convexairbyte.stub.cli;

import dev.convexairbyte.stub.registration.AppDefinition;
import dev.convexairbyte.stub.registration.ConvexApp;
import dev.convexairbyte.stub.registration.RegistrationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.jar.JarFile;

/** A jar with applications in it, under a class loader of its own. */
final class AppJar implements AutoCloseable {

  private final Path file;
  private final URLClassLoader loader;
  private final List<ConvexApp> apps;

  private AppJar(Path file, URLClassLoader loader) {
    this.file = file;
    this.loader = loader;
    this.apps = find();
  }

  /** Throws UsageException where there is no such jar, or no application in it. */
  static AppJar open(Path file) {
    requireJar(file);
    URLClassLoader loader;
    try {
      loader = new URLClassLoader(new URL[] {file.toUri().toURL()}, AppJar.class.getClassLoader());
    } catch (IOException e) {
      throw failure(file, "it cannot be read", "check the path");
    }
    try {
      return new AppJar(file, loader);
    } catch (RuntimeException | Error e) {
      close(loader);
      throw e;
    }
  }

  /** A class loader takes anything, and finds nothing in what is no jar. */
  private static void requireJar(Path file) {
    if (!Files.exists(file)) {
      throw failure(file, "there is no such file", "check the path");
    }
    try {
      new JarFile(file.toFile()).close();
    } catch (IOException e) {
      throw failure(file, "it is no jar", "name the jar that the application was built into");
    }
  }

  private List<ConvexApp> find() {
    List<ConvexApp> found;
    try {
      found =
          ServiceLoader.load(ConvexApp.class, loader).stream()
              // Applications of the stub's own class path are not those of the jar.
              .filter(provider -> loader.equals(provider.type().getClassLoader()))
              .map(ServiceLoader.Provider::get)
              .toList();
    } catch (ServiceConfigurationError e) {
      throw failure(
          file,
          "an application that it names cannot be made" + cause(e),
          "name public classes that implement ConvexApp and can be made without arguments");
    }
    if (found.isEmpty()) {
      throw failure(
          file,
          "it names no application",
          "name one in META-INF/services/" + ConvexApp.class.getName());
    }
    return found;
  }

  private static String cause(Throwable e) {
    Throwable cause = e.getCause();
    return cause == null ? "" : " (" + cause.getClass().getSimpleName() + place(cause) + ")";
  }

  private static String place(Throwable thrown) {
    return Arrays.stream(thrown.getStackTrace())
        .findFirst()
        .map(frame -> " at " + frame.getFileName() + ":" + frame.getLineNumber())
        .orElse("");
  }

  /** The applications; registering throws UsageException where one of them fails. */
  List<ConvexApp> apps() {
    return apps.stream().<ConvexApp>map(app -> definition -> define(app, definition)).toList();
  }

  private void define(ConvexApp app, AppDefinition definition) {
    try {
      app.define(definition);
    } catch (RegistrationException e) {
      throw new UsageException(e.sentence());
    } catch (RuntimeException | LinkageError e) {
      throw failure(
          file,
          "%s throws %s%s when it registers its functions"
              .formatted(app.getClass().getName(), e.getClass().getSimpleName(), place(e)),
          "correct it");
    }
  }

  @Override
  public void close() {
    close(loader);
  }

  private static void close(URLClassLoader loader) {
    try {
      loader.close();
    } catch (IOException e) {
      throw new UncheckedIOException("a jar that is only read closes", e);
    }
  }

  private static UsageException failure(Path file, String reason, String remedy) {
    return new UsageException(
        "Tried to load the application %s but failed because %s; %s."
            .formatted(file, reason, remedy));
  }
}
