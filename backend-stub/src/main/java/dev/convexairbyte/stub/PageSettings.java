package dev.convexairbyte.stub;

import dev.convexairbyte.stub.datasync.SyncLimits;
import dev.convexairbyte.stub.export.PageLimit;

/**
 * When a page ends.
 *
 * @param deltaRows of the log
 */
record PageSettings(PageLimit snapshot, int deltaRows, SyncLimits sync) {}
