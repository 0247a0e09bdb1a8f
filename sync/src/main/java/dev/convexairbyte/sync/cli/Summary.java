package dev.convexairbyte.sync.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.cdk.message.StreamDescriptor;
import dev.convexairbyte.sync.catalog.ConnectionStream;
import dev.convexairbyte.sync.job.Job;
import dev.convexairbyte.sync.job.JobResult;
import dev.convexairbyte.sync.relay.StreamTally;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What a person or a program is told when a job has ended. */
final class Summary {

  private static final int STREAMS_NAMED = 5;

  private final JobResult result;
  private final Duration time;

  Summary(JobResult result, Duration time) {
    this.result = result;
    this.time = time;
  }

  /** What is about to be done. */
  static String beginning(Job job) {
    String chosen = named(job.chosen());
    if (job.kind() == Job.Kind.CLEAR) {
      return "Clearing " + chosen + ".";
    }
    String what = job.chosen().isEmpty() ? "Syncing" : "Refreshing " + chosen + "; syncing";
    List<ConnectionStream> streams = job.catalog().streams();
    String shown =
        streams.stream()
            .limit(STREAMS_NAMED)
            .map(stream -> stream.descriptor() + " (" + stream.modes() + ")")
            .collect(Collectors.joining(", "));
    return "%s %d %s: %s%s."
        .formatted(
            what,
            streams.size(),
            streams.size() == 1 ? "stream" : "streams",
            shown,
            streams.size() > STREAMS_NAMED ? ", …" : "");
  }

  private static String named(Set<StreamDescriptor> streams) {
    return streams.stream()
        .map(StreamDescriptor::toString)
        .sorted()
        .collect(Collectors.joining(", "));
  }

  /** A line for each stream that something became of. */
  String table() {
    List<StreamTally> shown = result.streams().stream().filter(this::isNews).toList();
    int width = Math.max(6, shown.stream().mapToInt(Summary::nameLength).max().orElse(0));
    String form = "%n%-" + width + "s %12s %12s %9s %8s  %s";
    StringBuilder table =
        new StringBuilder(
            String.format(
                Locale.ROOT, form, "stream", "read", "written", "rejected", "seconds", "state"));
    for (StreamTally stream : shown) {
      table.append(
          String.format(
              Locale.ROOT,
              form,
              stream.stream(),
              count(stream.read()),
              count(stream.written()),
              count(stream.rejected()),
              String.format(Locale.ROOT, "%.1f", stream.time().toMillis() / 1e3),
              state(stream)));
    }
    int others = result.streams().size() - shown.size();
    if (others > 0) {
      table.append(String.format(Locale.ROOT, "%n%,d others: complete, nothing new", others));
    }
    return table.append(System.lineSeparator()).toString();
  }

  /** Of a few streams all are shown. */
  private boolean isNews(StreamTally stream) {
    return result.streams().size() <= 20 || stream.read() > 0 || !stream.isComplete();
  }

  private static int nameLength(StreamTally stream) {
    return stream.stream().toString().length();
  }

  private static String state(StreamTally stream) {
    return stream.isComplete() ? "complete" : "incomplete";
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** The last that is said. */
  String ending() {
    if (result.isStopped()) {
      return "Stopped after %s. What the destination had acknowledged is saved, and the next sync goes on from there."
          .formatted(Times.words(time));
    }
    String attempts = result.attempts() == 1 ? "" : " and %d attempts".formatted(result.attempts());
    return result
        .failure()
        .map(
            failure ->
                "Failed after %s%s: %s".formatted(Times.words(time), attempts, failure.sentence()))
        .orElseGet(
            () ->
                "Done in %s%s: %s records."
                    .formatted(
                        Times.words(time),
                        attempts,
                        count(result.streams().stream().mapToLong(StreamTally::written).sum())));
  }

  /** The same for a program, one line. */
  String json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put(
        "status", result.isStopped() ? "stopped" : result.isSuccess() ? "succeeded" : "failed");
    result
        .failure()
        .ifPresent(
            failure ->
                json.putObject("failure")
                    .put("origin", failure.party().word())
                    .put("type", failure.type().name().toLowerCase(Locale.ROOT))
                    .put("message", failure.sentence()));
    json.put("attempts", result.attempts()).put("seconds", time.toMillis() / 1e3);
    ArrayNode streams = json.putArray("streams");
    for (StreamTally stream : result.streams()) {
      ObjectNode one = streams.addObject();
      one.put("name", stream.stream().name());
      if (stream.stream().namespace() != null) {
        one.put("namespace", stream.stream().namespace());
      }
      one.put("read", stream.read())
          .put("bytes", stream.bytes())
          .put("written", stream.written())
          .put("rejected", stream.rejected())
          .put("seconds", stream.time().toMillis() / 1e3)
          .put("state", state(stream));
    }
    return json.toString();
  }
}
