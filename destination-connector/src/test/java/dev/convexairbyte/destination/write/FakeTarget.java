package dev.convexairbyte.destination.write;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.convexairbyte.cdk.failure.ConnectorException;
import dev.convexairbyte.client.ImportBatch;
import dev.convexairbyte.client.ImportProblem;
import dev.convexairbyte.destination.plan.StreamPlan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** A deployment that writes down what is asked of it, in words. */
final class FakeTarget implements ImportTarget {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<String> journal;
  private final List<Refusal> refusals = new ArrayList<>();
  private final RequestCounts countsOfEach = new RequestCounts();
  private int pollsUntilReady;
  private Runnable onPoll = () -> {};
  private int refusedClears;
  private int importsUntilFailure = Integer.MAX_VALUE;

  FakeTarget(List<String> journal) {
    this.journal = journal;
  }

  void becomesReadyAfter(int polls) {
    pollsUntilReady = polls;
  }

  /** Run at every question whether an index is ready. */
  void onPoll(Runnable action) {
    onPoll = action;
  }

  void refusesToClear(int times) {
    refusedClears = times;
  }

  void failsAfterImports(int imports) {
    importsUntilFailure = imports;
  }

  /** Refuses requests that hold this text in one of their objects. */
  void refuses(String text, ImportProblem problem, int times) {
    refusals.add(new Refusal(text, problem, times));
  }

  /** What every request takes from now on. */
  RequestCounts countsOfEach() {
    return countsOfEach;
  }

  @Override
  public void addPrimaryKeyIndexes(Map<String, List<List<String>>> keysByTable) {
    journal.add("index " + keysByTable);
  }

  @Override
  public boolean primaryKeyIndexesReady(Collection<String> tables) {
    journal.add("ready? " + String.join(" ", tables));
    onPoll.run();
    return pollsUntilReady-- <= 0;
  }

  @Override
  public boolean clear(Collection<String> tables) {
    journal.add("clear " + String.join(" ", tables));
    return refusedClears-- <= 0;
  }

  @Override
  public void write(StreamPlan plan, ImportBatch records, RequestCounts counts) {
    if (importsUntilFailure-- <= 0) {
      throw ConnectorException.system("the import failed");
    }
    String objects = String.join(" ", objects(records));
    String request = (plan.key() == null ? "append " : "upsert ") + plan.table() + " " + objects;
    for (Refusal refusal : refusals) {
      if (objects.contains(refusal.text) && refusal.times-- > 0) {
        journal.add("refused " + request);
        throw refusal.exception();
      }
    }
    journal.add(request);
    counts.add(countsOfEach);
  }

  private static List<String> objects(ImportBatch records) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    try {
      records.writeTo(body);
      List<String> objects = new ArrayList<>();
      JSON.readTree(body.toByteArray())
          .path("messages")
          .forEach(message -> objects.add(message.path("data").toString()));
      return objects;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    journal.add("close");
  }

  private static final class Refusal {

    private final String text;
    private final ImportProblem problem;
    private int times;

    private Refusal(String text, ImportProblem problem, int times) {
      this.text = text;
      this.problem = problem;
      this.times = times;
    }

    private RefusedImportException exception() {
      return new RefusedImportException(
          problem,
          "a record is odd (400 Odd)",
          "mend it",
          ConnectorException.config("Tried to import but failed because of " + problem + "."));
    }
  }
}
