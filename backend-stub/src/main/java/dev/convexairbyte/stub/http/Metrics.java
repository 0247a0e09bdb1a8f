package dev.convexairbyte.stub.http;

/** GET /metrics: what a Prometheus server collects, which the stub has nothing of. */
@VerifiedAgainst(
    value = VerifiedAgainst.BACKEND_SOURCE,
    by = VerifiedAgainst.Evidence.READ,
    decided = "it is empty, which is a valid answer to who collects")
public final class Metrics extends FixedText {

  public Metrics() {
    super("/metrics", "");
  }
}
