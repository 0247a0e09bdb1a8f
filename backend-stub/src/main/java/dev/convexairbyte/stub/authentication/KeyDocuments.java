package dev.convexairbyte.stub.authentication;

import java.io.IOException;
import java.net.URI;
import java.util.OptionalInt;

/** Fetches what auth providers publish. */
@FunctionalInterface
public interface KeyDocuments {

  /** The document; throws UnavailableException where it cannot be had. */
  byte[] fetch(URI place) throws UnavailableException;

  /** A document that cannot be had. */
  final class UnavailableException extends IOException {

    private final transient OptionalInt status;

    /**
     * @param status of the provider's answer; empty where there was none
     */
    public UnavailableException(OptionalInt status) {
      super("the document of an auth provider cannot be had");
      this.status = status;
    }

    OptionalInt status() {
      return status;
    }
  }
}
