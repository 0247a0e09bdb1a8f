package dev.convexairbyte.cdk.runner;

/** The version that a program was built as. */
public final class BuildVersion {

  private BuildVersion() {}

  /**
   * From the manifest of the program's jar, without Maven's qualifier; classes that were never in a
   * jar are 0.0.0.
   */
  public static String of(Class<?> program) {
    String version = program.getPackage().getImplementationVersion();
    return version == null ? "0.0.0" : version.replaceFirst("-.*", "");
  }
}
