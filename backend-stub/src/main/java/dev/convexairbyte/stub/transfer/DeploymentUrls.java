package dev.convexairbyte.stub.transfer;

import dev.convexairbyte.stub.files.FileUrls;

/** The URLs of the files of one deployment. */
public final class DeploymentUrls implements FileUrls {

  private final PublicAddress deployment;
  private final UploadTokens tokens;

  public DeploymentUrls(PublicAddress deployment, UploadTokens tokens) {
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
