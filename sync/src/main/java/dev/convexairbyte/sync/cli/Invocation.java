package dev.convexairbyte.sync.cli;

import dev.convexairbyte.sync.job.JobRun;
import java.io.PrintWriter;
import java.nio.file.Path;

/**
 * What a command is run in.
 *
 * @param home the folder whose {@code bin} has our own connectors
 * @param temporary takes files for the time of a run
 */
record Invocation(
    Path home,
    Path temporary,
    PrintWriter out,
    PrintWriter err,
    Secrets secrets,
    StopSignal stopSignal,
    JobRun.Surroundings surroundings) {}
