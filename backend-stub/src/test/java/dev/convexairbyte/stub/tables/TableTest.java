package dev.convexairbyte.stub.tables;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convexairbyte.stub.log.TabletId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableTest {

  @ParameterizedTest
  @CsvSource({
    "users,   ACTIVE,   true,  true",
    "users,   HIDDEN,   true,  false",
    "users,   DELETING, false, false",
    "_tables, ACTIVE,   false, false",
    "_tables, HIDDEN,   false, false"
  })
  void isLiveUntilDroppedAndVisibleUnderItsName(
      String name, TableState state, boolean live, boolean visible) {
    Table table = new Table(new TabletId(1, 1), "", name, 10_001, state);

    assertThat(table.isLive()).isEqualTo(live);
    assertThat(table.isVisible()).isEqualTo(visible);
  }
}
