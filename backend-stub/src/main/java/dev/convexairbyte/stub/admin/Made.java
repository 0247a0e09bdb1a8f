package dev.convexairbyte.stub.admin;

import java.util.List;

/**
 * What operations made.
 *
 * @param ids of documents, in order
 * @param replacements that were begun, in order, as Writes knows them
 */
record Made(List<String> ids, List<String> replacements) {

  static final Made NOTHING = new Made(List.of(), List.of());

  static Made documents(List<String> ids) {
    return new Made(ids, List.of());
  }

  static Made replacement(String begun) {
    return new Made(List.of(), List.of(begun));
  }
}
