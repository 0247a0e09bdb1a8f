package dev.convexairbyte.destination.death;

/**
 * One record of a source. No two are stored alike: each has a number of its own.
 *
 * @param key equal for two records if the backend takes both for one row
 * @param isDelete it carries a CDC delete mark
 * @param hasLargeInteger it has an integer beyond 2^53 that is kept
 * @param isSkipped it cannot be stored, and is to be left out
 * @param data the JSON text of the record's data
 * @param stored the row that an append makes of it, as {@link Rows} writes it
 */
record Change(
    int number,
    String key,
    boolean isDelete,
    boolean hasLargeInteger,
    boolean isSkipped,
    String data,
    String stored) {

  @Override
  public String toString() {
    return number + (isSkipped ? "!" : isDelete ? "-" : "+") + key;
  }
}
