package dev.convexairbyte.stub.transfer;

import dev.convexairbyte.stub.files.FileUrls;
import java.net.URI;
import java.util.function.Supplier;

/** The URLs of the files of one deployment. */
public final class DeploymentUrls implements FileUrls {

  private final Supplier<URI> deployment;
  private final UploadTokens tokens;

  /**
   * @param deployment where the API is, without a slash at the end
   */
  public DeploymentUrls(Supplier<URI> deployment, UploadTokens tokens) {
    this.deployment = deployment;
    this.tokens = tokens;
  }

  @Override
  public String ofFile(String uuid) {
    return deployment.get() + PATH + uuid;
  }

  @Override
  public String forUpload() {
    return deployment.get() + UPLOAD_PATH + "?token=" + tokens.issue();
  }
}
