package dev.convexairbyte.stub.http;

/** GET /: that there is a deployment, to anyone. */
@VerifiedAgainst(
    value = VerifiedAgainst.BACKEND_SOURCE,
    by = VerifiedAgainst.Evidence.READ,
    inferred = "the text, which is the stub's own")
public final class Banner extends FixedText {

  public Banner() {
    super("/", "This is a Convex deployment (a local stub).");
  }
}
