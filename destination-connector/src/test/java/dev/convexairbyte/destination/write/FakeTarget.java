package dev.convexairbyte.destination.write;

import dev.convexairbyte.cdk.failure.ConnectorException;
import dev.convexairbyte.destination.mapping.JsonSlice;
import dev.convexairbyte.destination.plan.StreamPlan;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** A deployment that writes down what is asked of it, in words. */
final class FakeTarget implements ImportTarget {

  private final List<String> journal;
  private int pollsUntilReady;
  private int refusedClears;
  private int importsUntilFailure = Integer.MAX_VALUE;

  FakeTarget(List<String> journal) {
    this.journal = journal;
  }

  void becomesReadyAfter(int polls) {
    pollsUntilReady = polls;
  }

  void refusesToClear(int times) {
    refusedClears = times;
  }

  void failsAfterImports(int imports) {
    importsUntilFailure = imports;
  }

  @Override
  public void addPrimaryKeyIndexes(Map<String, List<List<String>>> keysByTable) {
    journal.add("index " + keysByTable);
  }

  @Override
  public boolean primaryKeyIndexesReady(Collection<String> tables) {
    journal.add("ready? " + String.join(" ", tables));
    return pollsUntilReady-- <= 0;
  }

  @Override
  public boolean clear(Collection<String> tables) {
    journal.add("clear " + String.join(" ", tables));
    return refusedClears-- <= 0;
  }

  @Override
  public Batch batch(StreamPlan plan) {
    return new FakeBatch(plan);
  }

  @Override
  public void close() {
    journal.add("close");
  }

  private final class FakeBatch implements Batch {

    private final StreamPlan plan;
    private final List<String> objects = new ArrayList<>();
    private int bytes;

    private FakeBatch(StreamPlan plan) {
      this.plan = plan;
    }

    @Override
    public void add(JsonSlice slice) {
      bytes += slice.length();
      objects.add(new String(slice.bytes(), slice.start(), slice.length(), StandardCharsets.UTF_8));
    }

    @Override
    public int objects() {
      return objects.size();
    }

    @Override
    public int bytes() {
      return bytes;
    }

    @Override
    public void send() {
      if (importsUntilFailure-- <= 0) {
        throw ConnectorException.system("the import failed");
      }
      journal.add(
          (plan.key() == null ? "append " : "upsert ")
              + plan.table()
              + " "
              + String.join(" ", objects));
      objects.clear();
      bytes = 0;
    }
  }
}
