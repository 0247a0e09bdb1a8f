package dev.convexairbyte.stub.http;

/** GET /instance_version: the version of the backend, to anyone. */
@VerifiedAgainst(
    value = VerifiedAgainst.BACKEND_SOURCE,
    by = VerifiedAgainst.Evidence.READ,
    inferred = "the text, which is the stub's own")
public final class InstanceVersion extends FixedText {

  public InstanceVersion(String version) {
    super("/instance_version", version);
  }
}
