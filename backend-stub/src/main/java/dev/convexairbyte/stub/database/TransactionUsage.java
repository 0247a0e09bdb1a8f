package dev.convexairbyte.stub.database;

/** Counts what a transaction has done against what it may do. */
final class TransactionUsage {

  private final TransactionLimits limits;
  private int writes;
  private long bytesWritten;
  private int documentsRead;
  private long bytesRead;
  private int indexRanges;

  TransactionUsage(TransactionLimits limits) {
    this.limits = limits;
  }

  void write(int bytes) {
    require(writes + 1L, limits.writes(), "write no more than %d documents");
    require(bytesWritten + bytes, limits.bytesWritten(), "write no more than %d bytes");
    writes++;
    bytesWritten += bytes;
  }

  void readRange() {
    require(indexRanges + 1L, limits.indexRanges(), "make no more than %d reads");
    indexRanges++;
  }

  void readDocument(int bytes) {
    require(documentsRead + 1L, limits.documentsRead(), "read no more than %d documents");
    require(bytesRead + bytes, limits.bytesRead(), "read no more than %d bytes");
    documentsRead++;
    bytesRead += bytes;
  }

  private static void require(long used, long limit, String what) {
    if (used > limit) {
      throw new TransactionLimitException(limit, what);
    }
  }
}
