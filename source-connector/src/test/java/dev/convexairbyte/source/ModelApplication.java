package dev.convexairbyte.source;

import dev.convexairbyte.client.TablePath;
import dev.convexairbyte.source.ModelDeployment.Changes;
import dev.convexairbyte.source.ModelTable.Revision;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;

/**
 * An application that does whatever one can do to a deployment: writes, changes and deletes
 * documents, makes and drops tables, removes components, and imports into tables that are hidden
 * until the import is done.
 */
final class ModelApplication {

  static final TablePath USERS = new TablePath("", "users");
  static final TablePath EXACT = new TablePath("", "exact");
  static final TablePath BULK = new TablePath("", "bulk");
  static final TablePath POSTS = new TablePath("", "posts");
  static final TablePath EMPTY = new TablePath("", "empty");
  static final TablePath HUSHED = new TablePath("", "hushed");
  static final TablePath LATE = new TablePath("", "late");
  static final TablePath SESSIONS = new TablePath("auth", "sessions");
  static final TablePath USERS_OF_AUTH = new TablePath("auth/inner", "users");

  /** Of these at least one is always there. */
  static final List<TablePath> LASTING = List.of(USERS, EXACT, BULK);

  private static final List<TablePath> WRITTEN =
      List.of(USERS, EXACT, POSTS, SESSIONS, USERS_OF_AUTH);

  private static final List<TablePath> SHAKY = List.of(POSTS, LATE, SESSIONS, USERS_OF_AUTH);

  private final ModelDeployment deployment;

  ModelApplication(ModelDeployment deployment) {
    this.deployment = deployment;
  }

  /**
   * Makes the tables that are there from the start.
   *
   * @param page a snapshot's rows a page
   * @param bulk the rows of one large transaction
   */
  void begin(Random random, int page, int bulk) {
    deployment.commit(
        changes -> {
          changes.create(USERS);
          changes.create(POSTS);
          changes.create(EMPTY);
        });
    fill(EXACT, page * (1 + random.nextInt(2)));
    fill(SESSIONS, page);
    fill(BULK, bulk);
    fill(HUSHED, 3);
    write(random, 25);
  }

  /** One transaction. */
  void fill(TablePath path, int rows) {
    deployment.commit(
        changes -> {
          for (int row = 0; row < rows; row++) {
            changes.insert(path, row);
          }
        });
  }

  /** One writer at a time, since what it changes and deletes must be there still. */
  synchronized void write(Random random, int transactions) {
    for (int transaction = 0; transaction < transactions; transaction++) {
      int kind = random.nextInt(40);
      if (kind < 3) {
        changeTables(random);
      } else if (kind < 8) {
        goOnImporting(random);
      } else {
        changeDocuments(random, any(WRITTEN, random));
      }
    }
  }

  private void changeDocuments(Random random, TablePath path) {
    Optional<ModelTable> table = deployment.visible(path);
    List<String> left = new ArrayList<>();
    table.ifPresent(there -> ids(there).forEach(left::add));
    int operations = 1 + random.nextInt(random.nextInt(10) == 0 ? 20 : 3);
    deployment.commit(
        changes -> {
          for (int operation = 0; operation < operations; operation++) {
            int kind = left.isEmpty() ? 0 : random.nextInt(6);
            if (kind < 2) {
              insert(changes, path, random);
            } else if (kind < 4) {
              // Ever the same one, so that a page holds several revisions of it.
              changes.replace(table.orElseThrow(), left.remove(0), random.nextInt());
            } else {
              String id = left.remove(random.nextInt(left.size()));
              if (kind == 4) {
                changes.replace(table.orElseThrow(), id, random.nextInt());
              } else {
                changes.delete(table.orElseThrow(), id);
              }
            }
          }
        });
  }

  private void insert(Changes changes, TablePath path, Random random) {
    String id = changes.insert(path, random.nextInt());
    if (random.nextInt(8) == 0) {
      // Of this row there will be no word but its tombstone.
      changes.delete(deployment.visible(path).orElseThrow(), id);
    }
  }

  private void changeTables(Random random) {
    TablePath path = any(SHAKY, random);
    boolean wholeComponent = !path.component().isEmpty() && random.nextInt(3) == 0;
    deployment.commit(
        changes -> {
          if (wholeComponent) {
            changes.removeComponent(path.component());
            // So that there is a commit even if there was no component.
            insert(changes, USERS, random);
          } else if (deployment.visible(path).isPresent() && random.nextBoolean()) {
            changes.drop(path);
          } else {
            changes.create(path);
            insert(changes, path, random);
          }
        });
  }

  /** One step of an import: its begin, some rows, or its end. */
  private void goOnImporting(Random random) {
    List<String> running = deployment.imports().keySet().stream().sorted().toList();
    if (running.isEmpty()) {
      TablePath path = any(SHAKY, random);
      deployment.commit(changes -> changes.beginImport(path));
      return;
    }
    String replacement = any(running, random);
    int step = random.nextInt(6);
    if (step == 0) {
      deployment.commit(changes -> changes.cancelImport(replacement));
    } else if (step == 1) {
      deployment.commit(changes -> changes.finishImport(replacement));
    } else {
      importRows(replacement, random);
    }
  }

  /** Half of them bring the id of a row of the table that they are to replace. */
  private void importRows(String replacement, Random random) {
    ModelTable hidden = Objects.requireNonNull(deployment.imports().get(replacement));
    List<String> free = new ArrayList<>();
    hidden.replaces().ifPresent(old -> free.addAll(ids(old)));
    free.removeAll(ids(hidden));
    deployment.commit(
        changes -> {
          for (int row = 0; row < 3; row++) {
            Optional<String> id =
                free.isEmpty() || random.nextBoolean()
                    ? Optional.empty()
                    : Optional.of(free.remove(random.nextInt(free.size())));
            changes.importInto(replacement, id, random.nextInt());
          }
        });
  }

  /** In an order that a seed repeats. */
  private static List<String> ids(ModelTable table) {
    return table.documents(Long.MAX_VALUE).map(Revision::id).sorted().toList();
  }

  static <T> T any(List<T> all, Random random) {
    return all.get(random.nextInt(all.size()));
  }
}
