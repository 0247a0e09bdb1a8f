package dev.convexairbyte.stub.tables;

import dev.convexairbyte.stub.log.TabletId;
import dev.convexairbyte.values.Identifiers;

/**
 * A physical table.
 *
 * @param component the component's path, {@code ""} for the root
 * @param number what the ids of its documents start with; unique among a component's names
 */
public record Table(TabletId tablet, String component, String name, int number, TableState state) {

  public boolean isSystem() {
    return Identifiers.isSystem(name);
  }

  /** Whether it is a user's and not dropped: its changes are exported, and it counts as a table. */
  public boolean isLive() {
    return !isSystem() && state != TableState.DELETING;
  }

  /** Whether it is a user's and the one that its name means: people and snapshots see no other. */
  public boolean isVisible() {
    return !isSystem() && state == TableState.ACTIVE;
  }

  public boolean isNamedLike(Table other) {
    return component.equals(other.component) && name.equals(other.name);
  }

  public Table in(TableState next) {
    return new Table(tablet, component, name, number, next);
  }
}
