package dev.convexairbyte.acceptance;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.acceptance.testbed.TestDeployment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A connector's folder as Airbyte's tests take it, in a place of its own: a deployment gets the
 * folder's test data, and the places that name it are filled in.
 */
public final class ConnectorFolder implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^}]+)}}");

  private final TestDeployment backend;
  private final Map<String, String> values = new HashMap<>();
  private final Path path;

  private ConnectorFolder(TestDeployment backend, Path path) {
    this.backend = backend;
    this.path = path;
  }

  /**
   * Makes the copy.
   *
   * @param type source or destination
   * @param backend an empty deployment, which is the folder's from now on
   * @param temporary the folder is made in it
   */
  public static ConnectorFolder of(String type, TestDeployment backend, Path temporary)
      throws IOException {
    Path path = Files.createDirectories(temporary.resolve(type + "-convex"));
    ConnectorFolder folder = new ConnectorFolder(backend, path);
    folder.fill(Programs.ofThisCheckout().home(), type);
    return folder;
  }

  private void fill(Path home, String type) throws IOException {
    Path original = home.resolve(type + "-connector");
    Path tests = original.resolve("integration_tests");
    if (Files.isDirectory(tests.resolve("data"))) {
      loadData(tests.resolve("data"));
      load("", home.resolve("demo/data/earthquakes.jsonl"));
    }
    values.put("deployment_url", backend.url().toString());
    values.put("access_key", TestDeployment.ADMIN_KEY_IN_JSON);
    for (String file : List.of("acceptance-test-config.yml", "metadata.yaml", "icon.svg")) {
      Files.copy(original.resolve(file), path.resolve(file));
    }
    fill(tests, path.resolve("integration_tests"));
  }

  private void loadData(Path data) throws IOException {
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        Path component = data.relativize(file).getParent();
        load(component == null ? "" : component.toString(), file);
      }
    }
  }

  /** A document a line; the folder is the component, the file's name the table. */
  private void load(String component, Path file) throws IOException {
    String table = file.getFileName().toString().replace(".jsonl", "");
    List<String> lines = Files.readAllLines(file);
    List<ObjectNode> documents = new ArrayList<>();
    for (String line : lines) {
      documents.add((ObjectNode) JSON.readTree(line));
    }
    String place = component.isEmpty() ? table : component + "/" + table;
    List<String> ids = backend.insert(component, table, documents);
    for (int number = 1; number <= ids.size(); number++) {
      values.put("id:%s:%d".formatted(place, number), ids.get(number - 1));
    }
  }

  private void fill(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Matcher places = PLACEHOLDER.matcher(Files.readString(file));
        Files.writeString(
            to.resolve(file.getFileName().toString()),
            places.replaceAll(place -> Matcher.quoteReplacement(value(place.group(1)))));
      }
    }
  }

  private String value(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalStateException("Nothing is known for the place {{%s}}".formatted(name));
    }
    return value;
  }

  public Path path() {
    return path;
  }

  /** The deployment that the folder's files name. */
  public TestDeployment backend() {
    return backend;
  }

  @Override
  public void close() {
    backend.close();
  }
}
