package dev.convexairbyte.stub.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convexairbyte.stub.database.Database;
import dev.convexairbyte.stub.database.TransactionLimits;
import dev.convexairbyte.stub.errors.BackendError;
import dev.convexairbyte.stub.errors.BackendException;
import dev.convexairbyte.stub.log.DocumentLog;
import dev.convexairbyte.stub.log.InMemoryDocumentLog;
import dev.convexairbyte.stub.schema.DeclaredSchema;
import dev.convexairbyte.stub.schema.SchemaOracle;
import dev.convexairbyte.stub.tables.FieldPath;
import dev.convexairbyte.stub.tables.PrimaryKeyIndex;
import dev.convexairbyte.stub.tables.Table;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EmptyTablesTest {

  private static final List<FieldPath> OLD_KEY = List.of(new FieldPath(List.of("old")));
  private static final List<FieldPath> KEY = List.of(new FieldPath(List.of("id")));

  private final DocumentLog log = new InMemoryDocumentLog();
  private final Database database = new Database(log, Clock.systemUTC(), new Random(1));
  private final Backfill backfill = new Backfill(1, Duration.ZERO, Clock.systemUTC());

  @Test
  void keepTheIndexThatCameWhileTheyWerePrepared() {
    index(OLD_KEY, false);
    EmptyTables empty = EmptyTables.prepare(database, backfill, Set.of("t"));
    index(KEY, false);

    empty.takeOver();

    assertThat(liveIndex()).map(PrimaryKeyIndex::fields).contains(KEY);
    assertThat(liveIndex()).map(PrimaryKeyIndex::backfilling).contains(false);
  }

  @Test
  void doNotTakeOverWhileAnIndexThatCameIsBeingFilled() {
    EmptyTables empty = EmptyTables.prepare(database, backfill, Set.of("t"));
    index(KEY, true);
    long before = log.latest();

    assertThatThrownBy(empty::takeOver)
        .isInstanceOfSatisfying(
            BackendException.class,
            e -> assertThat(e.error()).isEqualTo(BackendError.INVALID_IMPORT));

    assertThat(log.latest()).isEqualTo(before);
  }

  @Test
  void doNotTakeOverOnceTheSchemaIsAnother() {
    EmptyTables empty = EmptyTables.prepare(database, backfill, Set.of("t"));
    declare("typical");

    assertThatThrownBy(empty::takeOver)
        .isInstanceOfSatisfying(
            BackendException.class,
            e ->
                assertThat(e.error().status() + " " + e.error().code())
                    .isEqualTo("400 ImportSchemaChanged"));
  }

  @Test
  void takeOverWhereTheSameSchemaIsDeclaredAgain() {
    declare("typical");
    EmptyTables empty = EmptyTables.prepare(database, backfill, Set.of("t"));
    declare("typical");

    empty.takeOver();

    assertThat(database.<Boolean>read((read, catalog) -> catalog.active("", "t").isPresent()))
        .isTrue();
  }

  private void declare(String schema) {
    database.transact(
        TransactionLimits.NONE,
        transaction -> {
          transaction.declare(DeclaredSchema.of(SchemaOracle.schema(schema)));
          return schema;
        });
  }

  private void index(List<FieldPath> fields, boolean backfilling) {
    database.transact(
        TransactionLimits.NONE,
        transaction -> {
          Table table = transaction.catalog().tableOrNew("", "t");
          transaction.catalog().put(new PrimaryKeyIndex(table.tablet(), fields, backfilling));
          return table;
        });
  }

  private Optional<PrimaryKeyIndex> liveIndex() {
    return database.read(
        (read, catalog) -> catalog.index(catalog.active("", "t").orElseThrow().tablet()));
  }
}
