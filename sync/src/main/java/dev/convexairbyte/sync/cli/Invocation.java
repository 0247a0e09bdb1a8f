package dev.convexairbyte.sync.cli;

import dev.convexairbyte.sync.job.JobRun;
import java.io.PrintWriter;
import java.nio.file.Path;

/**
 * What a command is run in.
 *
 * @param home the folder whose {@code bin} has our own connectors
 */
record Invocation(
    Path home,
    PrintWriter out,
    PrintWriter err,
    Secrets secrets,
    StopSignal stopSignal,
    JobRun.Surroundings surroundings) {}
