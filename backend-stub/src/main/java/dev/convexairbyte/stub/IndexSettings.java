package dev.convexairbyte.stub;

import java.time.Duration;

/**
 * When a new index is ready.
 *
 * @param polls that are answered with no before
 * @param backfill how long it takes by the clock, asked for or not
 */
record IndexSettings(int polls, Duration backfill) {}
