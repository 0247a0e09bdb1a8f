package dev.convexairbyte.stub.http;

/** GET /version: unauthenticated, so that it proves nothing about a key. */
@VerifiedAgainst(
    value = VerifiedAgainst.BACKEND_SOURCE,
    by = VerifiedAgainst.Evidence.READ,
    decided = "the text, which is the stub's own")
public final class Version extends FixedText {

  public Version(String version) {
    super("/version", version);
  }
}
