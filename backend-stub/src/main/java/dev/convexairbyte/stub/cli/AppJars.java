package dev.convexairbyte.stub.cli;

import dev.convexairbyte.stub.registration.ConvexApp;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The jars that {@code --app} names, open for as long as their applications run. */
record AppJars(List<AppJar> jars) implements AutoCloseable {

  /** Throws UsageException where one holds no application. */
  static AppJars open(List<Path> files) {
    AppJars opened = new AppJars(new ArrayList<>());
    try {
      files.forEach(file -> opened.jars().add(AppJar.open(file)));
      return opened;
    } catch (RuntimeException | Error e) {
      opened.close();
      throw e;
    }
  }

  /** All applications; registering throws UsageException where one of them fails. */
  List<ConvexApp> apps() {
    return jars.stream().flatMap(jar -> jar.apps().stream()).toList();
  }

  @Override
  public void close() {
    jars.forEach(AppJar::close);
  }
}
