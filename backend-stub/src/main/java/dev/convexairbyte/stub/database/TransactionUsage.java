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
    require(writes + 1 <= limits.writes() && bytesWritten + bytes <= limits.bytesWritten());
    writes++;
    bytesWritten += bytes;
  }

  void readRange() {
    require(indexRanges + 1 <= limits.indexRanges());
    indexRanges++;
  }

  void readDocument(int bytes) {
    require(documentsRead + 1 <= limits.documentsRead() && bytesRead + bytes <= limits.bytesRead());
    documentsRead++;
    bytesRead += bytes;
  }

  private static void require(boolean within) {
    if (!within) {
      throw new TransactionLimitException();
    }
  }
}
