package dev.convexairbyte.destination.mapping;

import java.nio.charset.StandardCharsets;

/**
 * A field that every delete has and no table's schema. The backend inserts a delete whose row is
 * absent, unless the table's schema refuses it, and the objects of a schema have no fields but
 * those that it names (get-convex/convex-backend, crates/common/src/schemas/validator.rs). So in a
 * table with a schema a marked delete is never stored, whatever else it holds.
 */
final class DeleteMark {

  static final String FIELD = "airbyte_delete_of_an_absent_row";

  private static final byte[] TEXT =
      ("\"" + FIELD + "\":true,").getBytes(StandardCharsets.US_ASCII);

  private DeleteMark() {}

  /** The delete, an object with one field at least, with the mark in front. */
  static JsonSlice addedTo(JsonSlice delete) {
    int behindBrace = 1;
    while (delete.bytes()[delete.start() + behindBrace - 1] != '{') {
      behindBrace++;
    }
    byte[] marked = new byte[delete.length() + TEXT.length];
    System.arraycopy(delete.bytes(), delete.start(), marked, 0, behindBrace);
    System.arraycopy(TEXT, 0, marked, behindBrace, TEXT.length);
    System.arraycopy(
        delete.bytes(),
        delete.start() + behindBrace,
        marked,
        behindBrace + TEXT.length,
        delete.length() - behindBrace);
    return JsonSlice.of(marked);
  }
}
