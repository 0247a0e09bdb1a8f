package dev.convexairbyte.client;

/** Takes the rows of a page one by one, while the response is still arriving. */
@FunctionalInterface
public interface RowHandler {

  /**
   * Takes one row, whole and valid: {@code bytes[start, end)} is a JSON object in UTF-8. The bytes
   * are another row's after the call.
   */
  void accept(byte[] bytes, int start, int end);
}
