package dev.convexairbyte.testcontainers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.HealthCheck;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/**
 * A local Convex deployment in a container, empty and with a key of its own unless it is told
 * otherwise. Up once it answers; a stub that cannot start says in one sentence why.
 *
 * <p>Files may come from this machine, from the class path (both as {@link MountableFile}) or from
 * a text ({@link Transferable#of(String)}).
 */
public class StubContainer extends GenericContainer<StubContainer> {

  /** What {@code images/build} of this project makes. */
  public static final String IMAGE = "convexairbyte/convex-stub:dev";

  private static final int API_PORT = 3210;
  private static final int SITE_PORT = 3211;
  private static final String VOLUME = "/data";
  private static final int READABLE_BY_ALL = 0644;

  private final List<String> options = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();
  private String adminKey =
      "container|" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
  private int files;

  public StubContainer() {
    this(IMAGE);
  }

  /**
   * @param image with its tag, and with a registry where it comes from one
   */
  public StubContainer(String image) {
    super(DockerImageName.parse(image));
    withExposedPorts(API_PORT, SITE_PORT);
    waitingFor(new StubAnswers(API_PORT));
    // The image's own would go on asking all the time, and stand among the requests.
    withCreateContainerCmdModifier(
        command -> command.withHealthcheck(new HealthCheck().withTest(List.of("NONE"))));
  }

  /** The deploy key, like {@code name|secret}; else a random one. */
  public StubContainer withAdminKey(String key) {
    adminKey = key;
    return this;
  }

  /** A further key, which may only read. */
  public StubContainer withReadOnlyKey(String key) {
    return option("--read-only-key", key);
  }

  /** A further key, which may only import. */
  public StubContainer withImportOnlyKey(String key) {
    return option("--import-only-key", key);
  }

  /** Trusts the tokens of the providers in a JSON file like {@code auth.config}. */
  public StubContainer withAuthConfig(Transferable json) {
    return option("--auth-config", file("auth.json", json));
  }

  /** A plan without streaming export: reading is answered with 403. */
  public StubContainer withoutStreamingExport() {
    return option("--no-streaming-export");
  }

  /**
   * Makes a table of the root component before anybody can ask. May be repeated, also for one
   * table.
   *
   * @param documents encoded JSON, one a line
   */
  public StubContainer withTable(String table, Transferable documents) {
    return option("--load", table + "=" + file("table.jsonl", documents));
  }

  /** Has the functions and routes of an application; may be repeated. */
  public StubContainer withApp(Transferable jar) {
    return option("--app", file("app.jar", jar));
  }

  /** Declares a schema, the JSON of {@code defineSchema(…).export()}, before a table is made. */
  public StubContainer withSchema(Transferable json) {
    return option("--schema", file("schema.json", json));
  }

  /**
   * Keeps the deployment in a volume, made if it is missing, so that another container can go on
   * with it. Tables that are there already are left as they are.
   */
  public StubContainer withVolume(String name) {
    Mount mount = new Mount().withType(MountType.VOLUME).withSource(name).withTarget(VOLUME);
    withCreateContainerCmdModifier(
        command -> {
          HostConfig host = command.getHostConfig();
          if (host != null) {
            List<Mount> mounts = new ArrayList<>();
            if (host.getMounts() != null) {
              mounts.addAll(host.getMounts());
            }
            mounts.add(mount);
            host.withMounts(mounts);
          }
        });
    return option("--data", VOLUME);
  }

  /** How far back of the newest commit can be read; else 14 days. */
  public StubContainer withDocumentRetention(Duration duration) {
    return option("--document-retention", milliseconds(duration));
  }

  /** The most documents of a page of {@code list_snapshot}; else 1024. */
  public StubContainer withSnapshotPageRows(int rows) {
    return option("--snapshot-page-rows", Integer.toString(rows));
  }

  /** The rows of the log after which a page of {@code document_deltas} ends; else 128. */
  public StubContainer withDeltaPageRows(int rows) {
    return option("--delta-page-rows", Integer.toString(rows));
  }

  /** How long a new index takes until it is ready; else no time. */
  public StubContainer withIndexBackfill(Duration duration) {
    return option("--index-backfill", milliseconds(duration));
  }

  /** How many readiness polls are answered with no before a new index is ready; else none. */
  public StubContainer withIndexPolls(int polls) {
    return option("--index-polls", Integer.toString(polls));
  }

  /** How long a query or a mutation may take; else 16 s. */
  public StubContainer withFunctionTimeout(Duration duration) {
    return option("--function-timeout", milliseconds(duration));
  }

  /** Tells clients neither why functions fail nor what they log. */
  public StubContainer withLogsRedactedToClient() {
    return option("--redact-logs-to-client");
  }

  /** Makes ids repeatable. */
  public StubContainer withSeed(long seed) {
    return option("--seed", Long.toString(seed));
  }

  /** Writes requests, and what functions log and how they fail, to the container's log. */
  public StubContainer withVerboseLog() {
    return option("--verbose");
  }

  /** Has these faults wait for the first requests; else as {@link #faults}. */
  public StubContainer withFaults(String... rules) {
    faults.addAll(List.of(rules));
    return this;
  }

  private StubContainer option(String... words) {
    options.addAll(List.of(words));
    return this;
  }

  /** Has a file put into the container, under a name that no other has. */
  private String file(String name, Transferable content) {
    files++;
    String place = "/opt/convex-files/%d-%s".formatted(files, name);
    withCopyToContainer(readable(content), place);
    return place;
  }

  /** The stub is not the owner of what is put there. */
  private static Transferable readable(Transferable content) {
    return content instanceof MountableFile file
        ? MountableFile.forHostPath(file.getResolvedPath(), READABLE_BY_ALL)
        : content;
  }

  private static String milliseconds(Duration duration) {
    return duration.toMillis() + "ms";
  }

  @Override
  protected void configure() {
    withEnv("CONVEX_STUB_ADMIN_KEY", adminKey);
    List<String> command = new ArrayList<>(List.of("serve"));
    command.addAll(options);
    setCommandParts(command.toArray(String[]::new));
  }

  @Override
  protected void containerIsStarted(InspectContainerResponse container, boolean reused) {
    // The stub knows its own port only, and hands out URLs of files.
    routes().address(url());
    faults(faults.toArray(String[]::new));
    call("DELETE", "/_stub/requests", null);
  }

  /** Where the API is for this process and others of the machine, without a slash at the end. */
  public URI url() {
    return here(API_PORT);
  }

  /** Where HTTP actions are for this process and others of the machine. */
  public URI siteUrl() {
    return here(SITE_PORT);
  }

  private URI here(int port) {
    return URI.create("http://%s:%d".formatted(getHost(), getMappedPort(port)));
  }

  /** Where the API is for containers of the same network, by the last of the aliases. */
  public URI networkUrl() {
    return inNetwork(API_PORT);
  }

  /** Where HTTP actions are for containers of the same network. */
  public URI networkSiteUrl() {
    return inNetwork(SITE_PORT);
  }

  private URI inNetwork(int port) {
    if (getNetwork() == null) {
      throw new IllegalStateException(
          "Tried to tell the stub's address in its network but failed because it is in none; give it one"
              + " with withNetwork.");
    }
    List<String> aliases = getNetworkAliases();
    return URI.create("http://%s:%d".formatted(aliases.get(aliases.size() - 1), port));
  }

  /** The deploy key. */
  public String adminKey() {
    return adminKey;
  }

  /**
   * Inserts documents, given as encoded JSON, into a table of the root component in one transaction
   * and returns their ids. The table is made if it is missing.
   */
  public List<String> insert(String table, String... documents) {
    return routes().insert(table, List.of(documents));
  }

  /** The documents that a table of the root component holds now, as clean JSON, by id. */
  public List<ObjectNode> documents(String table) {
    return routes().documents(table);
  }

  /** The names of the root component's tables. */
  public Set<String> tables() {
    return routes().tables();
  }

  /** Puts these faults, rules as {@code PUT /_stub/faults} takes them, in the place of all. */
  public void faults(String... rules) {
    routes().faults(List.of(rules));
  }

  /** The newest 10000 requests to the API, oldest first, as {@code /_stub/requests} has them. */
  public List<ObjectNode> requests() {
    return routes().requests();
  }

  /** Empties the deployment: tables, schema, faults, requests. Keys, time and functions go on. */
  public void reset() {
    routes().reset();
  }

  /** Puts the deployment's clock forward, for good. */
  public void advanceClock(Duration by) {
    routes().advanceClock(milliseconds(by));
  }

  /**
   * Calls any of the stub's own routes. Throws IllegalStateException with the stub's sentence where
   * it refuses.
   *
   * @param route below {@code /_stub/}, like {@code /_stub/transactions}
   * @param body JSON, or null for none
   * @return what it answers, a missing node where that is nothing
   */
  public JsonNode call(String method, String route, @Nullable String body) {
    return routes().call(method, route, body);
  }

  private StubRoutes routes() {
    return new StubRoutes(url(), adminKey);
  }
}
