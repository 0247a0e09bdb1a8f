package dev.convexairbyte.stub.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.convexairbyte.stub.StubBackend;
import dev.convexairbyte.stub.StubSettings;
import dev.convexairbyte.stub.requests.RecordedRequest;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs a stub until it is told to stop. */
@Command(
    name = "serve",
    description = "Start a deployment and print one line of JSON with its addresses and its key.",
    mixinStandardHelpOptions = true,
    versionProvider = StubMain.Version.class)
final class ServeCommand implements Callable<Integer> {

  static final String HOST_VARIABLE = "CONVEX_STUB_HOST";

  private final Map<String, String> environment;
  private final PrintWriter out;
  private final PrintWriter err;
  private final Lifetime lifetime;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description =
          "Address to listen on, 0.0.0.0 for all of the machine's: then whoever reaches it may try keys."
              + " Default: that of the environment variable "
              + HOST_VARIABLE
              + ", or 127.0.0.1.")
  private @Nullable String host;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "3210",
      description = "Port of the API; 0 takes a free one. Default: ${DEFAULT-VALUE}.")
  private int port;

  @Option(
      names = "--site-port",
      paramLabel = "PORT",
      defaultValue = "3211",
      description = "Port of HTTP actions; 0 takes a free one. Default: ${DEFAULT-VALUE}.")
  private int sitePort;

  @Option(
      names = "--schema",
      paramLabel = "FILE",
      description =
          "The schema that documents must match, as defineSchema(...).export() prints it.")
  private @Nullable Path schema;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Keep the deployment in this directory. Default: in memory, for this run only.")
  private @Nullable Path data;

  @Option(
      names = "--load",
      paramLabel = "TABLE=FILE",
      description =
          "Make a table of the lines of a JSON Lines file, unless it is there already. May be repeated.")
  private List<String> loads = new ArrayList<>();

  @Option(
      names = "--app",
      paramLabel = "JAR",
      description =
          "Have the functions and routes of the application in a jar, which names it as a service"
              + " dev.convexairbyte.stub.registration.ConvexApp. May be repeated.")
  private List<Path> apps = new ArrayList<>();

  @Option(
      names = "--verbose",
      description =
          "Write one line a request, and what functions log and how they fail, to standard error.")
  private boolean verbose;

  @ArgGroup(heading = "%nKeys and plan:%n", exclusive = false, validate = false, order = 1)
  private AccessOptions access = new AccessOptions();

  @ArgGroup(
      heading = "%nBehaviour (a DURATION is like 14d, 48h, 30m, 10s or 500ms):%n",
      exclusive = false,
      validate = false,
      order = 2)
  private BehaviourOptions behaviour = new BehaviourOptions();

  /**
   * @param environment the variables of the process
   */
  ServeCommand(
      Map<String, String> environment, PrintWriter out, PrintWriter err, Lifetime lifetime) {
    this.environment = environment;
    this.out = out;
    this.err = err;
    this.lifetime = lifetime;
  }

  @Override
  public Integer call() throws InterruptedException {
    List<TableLoad> tables = TableLoad.parse(loads);
    try (AppJars jars = AppJars.open(apps);
        StubBackend stub = StubBackend.start(settings(jars), starting -> fill(starting, tables))) {
      out.println(
          JsonNodeFactory.instance
              .objectNode()
              .put("url", stub.url().toString())
              .put("siteUrl", stub.siteUrl().toString())
              .put("adminKey", stub.adminKey()));
      out.flush();
      lifetime.await(stub);
    }
    return 0;
  }

  private void fill(StubBackend stub, List<TableLoad> tables) {
    if (schema != null) {
      new SchemaFile(schema).into(stub);
    }
    tables.forEach(table -> load(table, stub));
  }

  private void load(TableLoad load, StubBackend stub) {
    if (!load.into(stub)) {
      err.println(
          "The table %s is in the data directory already, so nothing was loaded into it."
              .formatted(load.table()));
    }
  }

  private StubSettings settings(AppJars jars) {
    StubSettings.Builder settings = StubSettings.builder();
    try {
      settings.port(port).sitePort(sitePort);
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          "Tried to choose the ports but failed because one is not between 0 and 65535; choose another.");
    }
    String listeningOn = host == null ? environment.get(HOST_VARIABLE) : host;
    if (listeningOn != null && !listeningOn.isEmpty()) {
      settings.host(listeningOn);
    }
    if (data != null) {
      settings.data(data);
    }
    if (verbose) {
      settings.requestListener(this::print).logListener(err::println);
    }
    access.into(settings, environment.get(AccessOptions.KEY_VARIABLE));
    behaviour.into(settings);
    jars.apps().forEach(settings::app);
    return settings.build();
  }

  private void print(RecordedRequest request) {
    err.println(
        "%s %s %d %d"
            .formatted(request.method(), request.path(), request.status(), request.bodySize()));
  }
}
