package dev.convexairbyte.destination.death;

import java.util.List;
import java.util.Map;

/** A line on the connector's standard input. */
sealed interface InputLine {

  /** The line without its end. */
  String text();

  /** A RECORD. */
  record RecordLine(CopiedStream stream, Change change, String text) implements InputLine {}

  /**
   * A STATE.
   *
   * @param scope the streams whose earlier records it waits for
   * @param named the streams that it speaks of
   * @param cleared those of them of which nothing old may be left when it comes back
   * @param positions of the incremental streams that it saves
   * @param records in its scope since the STATE before it in the same scope
   */
  record StateLine(
      List<CopiedStream> scope,
      List<CopiedStream> named,
      List<CopiedStream> cleared,
      Map<CopiedStream, Integer> positions,
      int records,
      String text)
      implements InputLine {}

  /** A TRACE that tells how far a stream is. */
  record StatusLine(CopiedStream stream, String status, String text) implements InputLine {}

  /** A line that says nothing about the data. */
  record NoiseLine(String text) implements InputLine {}

  /** The beginning of a line, with which the input breaks off. */
  record TornLine(String text) implements InputLine {}
}
