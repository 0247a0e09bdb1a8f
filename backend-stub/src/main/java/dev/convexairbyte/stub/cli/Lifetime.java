package dev.convexairbyte.stub.cli;

import dev.convexairbyte.stub.StubBackend;

/** Decides how long a started stub goes on. */
@FunctionalInterface
interface Lifetime {

  /** Returns once the stub is to be closed. */
  void await(StubBackend stub) throws InterruptedException;
}
