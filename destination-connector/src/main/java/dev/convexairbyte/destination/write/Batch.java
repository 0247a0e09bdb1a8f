package dev.convexairbyte.destination.write;

import dev.convexairbyte.destination.mapping.JsonSlice;

/** Objects for one table that are sent in one request. */
interface Batch {

  void add(JsonSlice object);

  /** How many objects it holds. */
  int objects();

  /** How large they are. */
  int bytes();

  default boolean isEmpty() {
    return objects() == 0;
  }

  /** Sends the objects and forgets them; they are durable when this returns. */
  void send();
}
