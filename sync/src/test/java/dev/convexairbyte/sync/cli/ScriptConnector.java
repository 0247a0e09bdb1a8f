package dev.convexairbyte.sync.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A connector as a shell script, which keeps the arguments of each run and copies of its files. */
final class ScriptConnector {

  private static final String SPEC =
      """
      {"type":"SPEC","spec":{"connectionSpecification":{"properties":{"url":{},"key":{"airbyte_secret":true}}},"supported_destination_sync_modes":["append","append_dedup","overwrite"]}}""";
  private static final String CHECK =
      "{\"type\":\"CONNECTION_STATUS\",\"connectionStatus\":{\"status\":\"SUCCEEDED\"}}";
  private static final String CATALOG =
      """
      {"type":"CATALOG","catalog":{"streams":[{"name":"users","json_schema":{"properties":{"id":{}}},"supported_sync_modes":["full_refresh","incremental"],"source_defined_cursor":true,"source_defined_primary_key":[["id"]]}]}}""";

  private final Path folder;

  private ScriptConnector(Path folder) {
    this.folder = folder;
  }

  /** One that answers all questions well, and whose read and write do nothing. */
  static ScriptConnector in(Path folder) {
    try {
      ScriptConnector connector = new ScriptConnector(Files.createDirectories(folder));
      connector.answering("spec", SPEC).answering("check", CHECK).answering("discover", CATALOG);
      connector.running("read", ":").running("write", "cat >/dev/null");
      Path script = folder.resolve("connector");
      Files.writeString(
          script,
          """
          #!/bin/sh
          set -eu
          here=$(dirname "$0")
          echo "$@" >>"$here/runs"
          verb=$1
          shift
          while [ $# -gt 0 ]; do
            cp "$2" "$here/${1#--}"
            shift 2
          done
          . "$here/$verb.sh"
          """);
      Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
      return connector;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Prints this when it is asked. */
  ScriptConnector answering(String verb, String line) {
    return running(verb, "cat <<'END'\n" + line + "\nEND");
  }

  /** Runs this when it is asked; {@code $here} is its folder. */
  ScriptConnector running(String verb, String script) {
    try {
      Files.writeString(folder.resolve(verb + ".sh"), script + "\n");
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends every STATE back, without counts. */
  ScriptConnector echoing() {
    return running(
        "write",
        "while read -r line; do case $line in *'\"type\":\"STATE\"'*) printf '%s\\n' \"$line\" ;; *) printf '%s\\n' \"$line\" >>\"$here/written\" ;; esac; done");
  }

  Path command() {
    return folder.resolve("connector");
  }

  /** A file that it was given last, or that it keeps. */
  String file(String name) {
    try {
      return Files.readString(folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean hasFile(String name) {
    return Files.exists(folder.resolve(name));
  }
}
