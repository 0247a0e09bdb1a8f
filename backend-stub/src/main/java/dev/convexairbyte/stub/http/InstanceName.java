package dev.convexairbyte.stub.http;

/** GET /instance_name: the name of the deployment, to anyone. */
@VerifiedAgainst(
    value = VerifiedAgainst.BACKEND_SOURCE,
    by = VerifiedAgainst.Evidence.READ,
    inferred = "the content type")
public final class InstanceName extends FixedText {

  public InstanceName(String name) {
    super("/instance_name", name);
  }
}
