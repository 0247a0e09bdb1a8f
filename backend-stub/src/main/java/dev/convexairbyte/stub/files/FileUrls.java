package dev.convexairbyte.stub.files;

/** Where clients fetch and send files. */
public interface FileUrls {

  /** The path before a file's UUID. */
  String PATH = "/api/storage/";

  /** The path to which files are posted. */
  String UPLOAD_PATH = PATH + "upload";

  /** Where the file with a UUID is fetched. */
  String ofFile(String uuid);

  /** Where one file may be posted from now on for an hour. */
  String forUpload();
}
