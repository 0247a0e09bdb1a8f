package dev.convexairbyte.client;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/** Takes the rows of a page one by one, while the response is still arriving. */
@FunctionalInterface
public interface RowHandler {

  /**
   * Takes one row.
   *
   * @param row stands on the row's START_OBJECT and must be left on its END_OBJECT
   * @throws IOException what the parser throws when the response breaks off
   */
  void accept(JsonParser row) throws IOException;
}
