package dev.convexairbyte.stub.routing;

import java.io.OutputStream;

/** A body that is made while it is sent, what JavaScript has a ReadableStream for. */
@FunctionalInterface
public interface StreamBody {

  /**
   * Writes the body; each write goes out at once, as a chunk. An IOException of the stream means
   * that the client is gone. Status and headers are out when this runs, so that whatever it throws
   * only ends the body early.
   */
  void writeTo(OutputStream out) throws Exception;
}
