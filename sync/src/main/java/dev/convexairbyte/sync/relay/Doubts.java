package dev.convexairbyte.sync.relay;

/**
 * Takes what may mean that records were lost and what the platform by default only reports (its
 * flag {@code platform.fail-sync-on-invalid-checksum}).
 */
@FunctionalInterface
public interface Doubts {

  /** Takes a sentence for a person. */
  void add(String sentence);
}
