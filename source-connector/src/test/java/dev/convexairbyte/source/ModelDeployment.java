package dev.convexairbyte.source;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.client.TablePath;
import dev.convexairbyte.stub.StubBackend;
import dev.convexairbyte.stub.StubSettings;
import dev.convexairbyte.stub.application.Writes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A stub and beside it, in plain maps, all that was ever committed to it. Whoever writes to the one
 * writes to the other. Its clock stands still but for a step before each commit, so that the
 * commit's timestamp is known.
 */
final class ModelDeployment implements AutoCloseable {

  private final SettableClock clock = new SettableClock();
  private final StubBackend backend;
  private final Map<TablePath, List<ModelTable>> tables = new HashMap<>();
  private final Map<String, ModelTable> imports = new HashMap<>();
  private final Set<Long> commits = new HashSet<>();

  ModelDeployment(StubSettings.Builder settings) {
    this.commits.add(newestCommit());
    this.backend = StubBackend.start(settings.clock(clock).build());
  }

  StubBackend backend() {
    return backend;
  }

  /** What can be done within one transaction. */
  final class Changes {

    private final Writes writes;
    private final long ts;

    private Changes(Writes writes, long ts) {
      this.writes = writes;
      this.ts = ts;
    }

    void create(TablePath path) {
      writes.createTable(path.component(), path.table());
      table(path);
    }

    private ModelTable table(TablePath path) {
      return visible(path)
          .orElseGet(
              () -> {
                ModelTable created = ModelTable.shownSince(ts, path);
                tables.computeIfAbsent(path, key -> new ArrayList<>()).add(created);
                return created;
              });
    }

    String insert(TablePath path, int number) {
      String id = writes.insert(path.component(), path.table(), document(number));
      table(path).write(id, ts, number);
      return id;
    }

    void replace(ModelTable table, String id, int number) {
      writes.replace(id, document(number));
      table.write(id, ts, number);
    }

    void delete(ModelTable table, String id) {
      writes.delete(id);
      table.write(id, ts, null);
    }

    void drop(TablePath path) {
      writes.dropTable(path.component(), path.table());
      visible(path).ifPresent(table -> table.drop(ts));
    }

    void removeComponent(String component) {
      writes.removeComponent(component);
      all()
          .filter(table -> isWithin(table.path().component(), component))
          .filter(table -> !table.isDropped())
          .forEach(table -> table.drop(ts));
      imports.values().removeIf(ModelTable::isDropped);
    }

    private static boolean isWithin(String path, String component) {
      return path.equals(component) || path.startsWith(component + "/");
    }

    void beginImport(TablePath path) {
      ModelTable hidden = ModelTable.hidden(path, visible(path));
      imports.put(writes.beginReplacement(path.component(), path.table()), hidden);
      tables.computeIfAbsent(path, key -> new ArrayList<>()).add(hidden);
    }

    /**
     * Inserts into the hidden table.
     *
     * @param id of a row of the table that is to be replaced; empty for a new one
     */
    void importInto(String replacement, Optional<String> id, int number) {
      ObjectNode document = document(number);
      id.ifPresent(given -> document.put("_id", given));
      hidden(replacement).write(writes.insertReplacing(replacement, document), ts, number);
    }

    void finishImport(String replacement) {
      writes.finishReplacement(replacement);
      ModelTable hidden = hidden(replacement);
      visible(hidden.path()).ifPresent(table -> table.drop(ts));
      hidden.show(ts);
      imports.remove(replacement);
    }

    void cancelImport(String replacement) {
      writes.cancelReplacement(replacement);
      hidden(replacement).drop(ts);
      imports.remove(replacement);
    }

    private static ObjectNode document(int number) {
      return SourceRun.JSON.createObjectNode().put("number", number).put("secret", secret(number));
    }

    private ModelTable hidden(String replacement) {
      return Optional.ofNullable(imports.get(replacement)).orElseThrow();
    }
  }

  /** One transaction. */
  void commit(Consumer<Changes> work) {
    clock.advance(Duration.ofMillis(1));
    long ts = newestCommit();
    commits.add(ts);
    backend.transact(writes -> work.accept(new Changes(writes, ts)));
  }

  /** The other field of the document that holds this number. */
  static String secret(int number) {
    return "of " + number;
  }

  /** The table that a name means now. */
  Optional<ModelTable> visible(TablePath path) {
    return named(path).filter(ModelTable::isVisible).findFirst();
  }

  /** All tables that a name ever meant, hidden ones too. */
  Stream<ModelTable> named(TablePath path) {
    return tables.getOrDefault(path, List.of()).stream();
  }

  private Stream<ModelTable> all() {
    return tables.values().stream().flatMap(List::stream);
  }

  /** The imports that are neither finished nor cancelled, as the stub knows them. */
  Map<String, ModelTable> imports() {
    return Map.copyOf(imports);
  }

  /** Whether anything was committed at that time. */
  boolean hasCommitAt(long ts) {
    return commits.contains(ts);
  }

  long newestCommit() {
    Instant now = clock.instant();
    return now.getEpochSecond() * 1_000_000_000 + now.getNano();
  }

  @Override
  public void close() {
    backend.close();
  }
}
