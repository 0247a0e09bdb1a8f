package dev.convexairbyte.destination.plan;

import dev.convexairbyte.cdk.message.StreamDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * What is done with one stream.
 *
 * @param table as the backend stores it
 * @param key null where records are appended
 * @param isClearedFirst the table is emptied before the stream's first record
 * @param isHeld its STATEs go back only when the whole write has succeeded and every stream of the
 *     catalog is complete: a truncate refresh that fails half way has to start over, because the
 *     next attempt clears the table again
 */
public record StreamPlan(
    StreamDescriptor stream,
    String table,
    @Nullable PrimaryKey key,
    boolean isClearedFirst,
    boolean isHeld) {}
