package dev.convexairbyte.stub.datasync;

/**
 * When a page ends.
 *
 * @param documents as many are sent; more only where one transaction has them
 * @param bytes of documents; the one that reaches it is still sent
 * @param logRows as many rows of the log are read; more only where one transaction has them
 */
public record SyncLimits(int documents, long bytes, int logRows) {}
