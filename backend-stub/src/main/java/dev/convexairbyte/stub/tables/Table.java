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

  public boolean isNamedLike(Table other) {
    return component.equals(other.component) && name.equals(other.name);
  }

  public Table in(TableState next) {
    return new Table(tablet, component, name, number, next);
  }
}
