package dev.convexairbyte.stub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convexairbyte.stub.faults.Faults;
import dev.convexairbyte.stub.functions.FunctionThreads;
import dev.convexairbyte.stub.functions.Functions;
import dev.convexairbyte.stub.functions.NoServices;
import dev.convexairbyte.stub.functions.Registry;
import dev.convexairbyte.stub.functions.TimeLimits;
import dev.convexairbyte.stub.http.Endpoint;
import dev.convexairbyte.stub.http.EveryRequest;
import dev.convexairbyte.stub.http.StubDecision;
import dev.convexairbyte.stub.http.VerifiedAgainst;
import dev.convexairbyte.stub.importing.Backfill;
import dev.convexairbyte.stub.requests.RequestLog;
import dev.convexairbyte.stub.transfer.PublicAddress;
import dev.convexairbyte.stub.transfer.UploadTokens;
import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keeps docs/stub-support.md and what it is made of together. */
class StubSupportTest {

  private static final Path PAGE = Path.of("..", "docs", "stub-support.md");
  private static final ClassLoader LOADER = StubBackend.class.getClassLoader();
  private static final String REWRITE = "stub.support.write";

  static List<Endpoint> endpoints() {
    StubSettings settings = StubSettings.defaults();
    Backfill backfill = new Backfill(0, Duration.ZERO, Clock.systemUTC());
    RequestLog requests = new RequestLog(request -> {}, UnaryOperator.identity());
    Storage storage = Storage.open(settings);
    Functions functions =
        new Functions(
            Registry.of(List.of()),
            storage.database(),
            new NoServices(),
            new FunctionThreads(),
            TimeLimits.of(settings.functionTimeout(), settings.requestTimeout()),
            settings.logListener());
    UploadTokens uploads =
        new UploadTokens(storage.database().secret(), new Random(1), storage.clock());
    PublicAddress address = new PublicAddress(() -> URI.create("http://localhost"));
    return new Operations(
            settings, storage, functions, uploads, address, backfill, new Faults(), requests)
        .all();
  }

  @ParameterizedTest
  @MethodSource("endpoints")
  void everyEndpointSaysWhatItWasVerifiedAgainstOrWhyItIsThere(Endpoint endpoint) {
    VerifiedAgainst verified = endpoint.getClass().getAnnotation(VerifiedAgainst.class);
    StubDecision decision = endpoint.getClass().getAnnotation(StubDecision.class);

    assertThat(verified == null).as("exactly one mark").isNotEqualTo(decision == null);
    if (verified != null) {
      assertThat(verified.value()).matches("[-\\w]+/[-\\w]+@[0-9a-f]{7,40}");
    }
  }

  /** The classes of this module that say that they deal with every request. */
  static List<Class<?>> everyRequest() throws Exception {
    Path classes =
        Path.of(StubBackend.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<Class<?>> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".class")).toList()) {
        String name = classes.relativize(file).toString().replaceFirst("[.]class$", "");
        Class<?> type = Class.forName(name.replace(File.separatorChar, '.'), false, LOADER);
        if (type.isAnnotationPresent(EveryRequest.class)) {
          found.add(type);
        }
      }
    }
    return found;
  }

  @Test
  void everyLayerSaysWhatItWasVerifiedAgainst() throws Exception {
    assertThat(everyRequest())
        .hasSizeGreaterThan(5)
        .allMatch(layer -> layer.isAnnotationPresent(VerifiedAgainst.class));
  }

  @Test
  void thePageSaysWhatTheMarksSay() throws Exception {
    String page = new SupportPage(endpoints(), everyRequest(), OpenApi.all()).text();
    if (Boolean.getBoolean(REWRITE)) {
      Files.writeString(PAGE, page);
    }

    assertThat(Files.readString(PAGE))
        .as(
            "docs/stub-support.md is generated; rewrite it with: %s",
            "./mvnw -q -B test -pl backend-stub -am -Dtest=StubSupportTest"
                + " -Dsurefire.failIfNoSpecifiedTests=false -D"
                + REWRITE
                + "=true")
        .isEqualTo(page);
  }
}
