package dev.convexairbyte.destination.write;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the sending of a batch ended.
 *
 * @param rejections records that were left out, in their order; the others are durable
 * @param failure null if the batch was written
 */
record BatchOutcome(
    RecordBatch batch,
    List<Rejection> rejections,
    RequestCounts counts,
    @Nullable Throwable failure) {}
