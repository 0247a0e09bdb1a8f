package dev.convexairbyte.stub.database;

/** What one transaction may do at most. */
public record TransactionLimits(
    int writes, long bytesWritten, int documentsRead, long bytesRead, int indexRanges) {

  /** Those of get-convex/convex-backend, crates/common/src/knobs.rs. */
  public static final TransactionLimits BACKEND =
      new TransactionLimits(16_000, 16 << 20, 32_000, 16 << 20, 4_096);

  /** For what is not a request to a backend: setting up a test or loading a file. */
  public static final TransactionLimits NONE =
      new TransactionLimits(
          Integer.MAX_VALUE, Long.MAX_VALUE, Integer.MAX_VALUE, Long.MAX_VALUE, Integer.MAX_VALUE);
}
