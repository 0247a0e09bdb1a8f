package dev.convexairbyte.stub.cli;

import dev.convexairbyte.stub.StubSettings;
import dev.convexairbyte.stub.time.DurationText;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What differs from deployment to deployment, or from run to run. */
final class BehaviourOptions {

  private static final String AT_LEAST_1 = "a whole number of at least 1";

  @Option(
      names = "--document-retention",
      paramLabel = "DURATION",
      description = "How far back of the newest commit documents can be read. Default: 14d.")
  private @Nullable String documentRetention;

  @Option(
      names = "--snapshot-page-rows",
      paramLabel = "N",
      description = "The most documents of a list_snapshot page. Default: 1024.")
  private @Nullable Integer snapshotPageRows;

  @Option(
      names = "--delta-page-rows",
      paramLabel = "N",
      description = "The rows of the log after which a document_deltas page ends. Default: 128.")
  private @Nullable Integer deltaPageRows;

  @Option(
      names = "--function-timeout",
      paramLabel = "DURATION",
      description = "How long a query or a mutation may take. Default: 16s.")
  private @Nullable String functionTimeout;

  @Option(
      names = "--index-backfill",
      paramLabel = "DURATION",
      description = "How long a new index takes until it is ready. Default: 0s.")
  private @Nullable String indexBackfill;

  @Option(
      names = "--index-polls",
      paramLabel = "N",
      description =
          "How many readiness polls are answered with no before a new index is ready. Default: 0.")
  private @Nullable Integer indexPolls;

  @Option(
      names = "--redact-logs-to-client",
      description = "Tell clients neither why functions fail nor what they log.")
  private boolean redactLogsToClient;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Make ids repeatable. Default: they are random.")
  private @Nullable Long seed;

  /** Throws UsageException. */
  void into(StubSettings.Builder settings) {
    set(
        "--document-retention",
        "a span of time longer than zero, " + DurationText.FORMS,
        documentRetention,
        text -> settings.documentRetention(DurationText.parse(text)));
    set("--snapshot-page-rows", AT_LEAST_1, snapshotPageRows, settings::snapshotPageRows);
    set("--delta-page-rows", AT_LEAST_1, deltaPageRows, settings::deltaPageRows);
    set(
        "--function-timeout",
        "a span of time longer than zero, " + DurationText.FORMS,
        functionTimeout,
        text -> settings.functionTimeout(DurationText.parse(text)));
    set(
        "--index-backfill",
        "a span of time " + DurationText.FORMS,
        indexBackfill,
        text -> settings.indexBackfill(DurationText.parse(text)));
    set(
        "--index-polls",
        "a whole number of at least 0",
        indexPolls,
        settings::indexPollsUntilReady);
    settings.redactLogsToClient(redactLogsToClient);
    set("--seed", "a whole number of 64 bits", seed, settings::seed);
  }

  private static <T> void set(
      String option, String wanted, @Nullable T value, Consumer<T> setting) {
    if (value == null) {
      return;
    }
    try {
      setting.accept(value);
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          "Tried to set %s but failed because its value is not %s; choose another."
              .formatted(option, wanted));
    }
  }
}
