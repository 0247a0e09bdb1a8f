package dev.convexairbyte.client;

/** What several failures have as their cure. */
final class Remedies {

  static final String KEY =
      "check that access_key is a deploy key of this deployment, copied whole from its dashboard";
  static final String URL =
      "set deployment_url to the deployment's own URL, such as"
          + " https://happy-animal-123.convex.cloud";
  static final String LATER = "run the sync again later";
  static final String REFRESH =
      "refresh the stream, which clears its state and reads it from the start";
  static final String UNNAMED_AT_EXPORT =
      "run the sync again, and if it fails again look for a state that has expired";
  static final String UNNAMED_AT_IMPORT =
      "run the sync again, and if it fails again look for names or records that Convex does not"
          + " allow";
  static final String REPORT = "report this as a bug of the connector";

  private Remedies() {}
}
