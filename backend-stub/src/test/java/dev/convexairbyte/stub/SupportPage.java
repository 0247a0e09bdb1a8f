package dev.convexairbyte.stub;

import dev.convexairbyte.stub.OpenApi.Operation;
import dev.convexairbyte.stub.errors.BackendError;
import dev.convexairbyte.stub.http.Endpoint;
import dev.convexairbyte.stub.http.EveryRequest;
import dev.convexairbyte.stub.http.StubDecision;
import dev.convexairbyte.stub.http.VerifiedAgainst;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Makes docs/stub-support.md of the marks on the endpoints, the catalogue and the documents. */
final class SupportPage {

  private static final String API = "/api/";

  private final List<Endpoint> endpoints;
  private final List<Class<?>> everyRequest;
  private final List<Operation> operations;

  SupportPage(List<Endpoint> endpoints, List<Class<?>> everyRequest, List<OpenApi> documents) {
    this.endpoints = endpoints;
    this.everyRequest = everyRequest;
    operations = documents.stream().flatMap(each -> each.operations().stream()).toList();
  }

  String text() {
    return """
        # What the stub supports

        Made by `StubSupportTest` from the code, which also keeps it true; do not edit it. What the stub does not have at
        all stands in its [README](../backend-stub/README.md).

        ## Operations

        *Verified against* names the source that was read (*read*) or the deployment that was run (*run*). *Inferred* is
        what was concluded from it and not seen; *decided* is what it leaves open, or rules out for a stub.

        | Operation | Verified against | Inferred | Decided |
        |---|---|---|---|
        %s
        ## Every request

        What lies around the operations. CORS and Convex's headers are there below `/api/` and on `/`, `/echo`,
        `/instance_name` and `/instance_version`, and not on `/version` or HTTP actions.

        | What | Verified against | Inferred | Decided |
        |---|---|---|---|
        %s
        ## Errors

        Codes and statuses are the backend's, the sentences the stub's own. *Answered by* is what
        [the description of the endpoints](../spec/src/main/resources/spec/convex/openapi.json) says of a deployment; the
        stub has some of them only as faults, and some not at all: `ErrorCodesTest` says which and why.

        | Status | Code | Sentence | Answered by |
        |---|---|---|---|
        %s"""
        .formatted(
            endpoints.stream()
                .sorted(Comparator.comparing(Endpoint::path))
                .map(SupportPage::row)
                .collect(Collectors.joining()),
            everyRequest.stream().map(SupportPage::row).sorted().collect(Collectors.joining()),
            Arrays.stream(BackendError.values()).map(this::row).collect(Collectors.joining()));
  }

  private static String row(Endpoint endpoint) {
    VerifiedAgainst mark = endpoint.getClass().getAnnotation(VerifiedAgainst.class);
    if (mark == null) {
      StubDecision decision = endpoint.getClass().getAnnotation(StubDecision.class);
      return row(
          operation(endpoint),
          "nothing: no part of Convex",
          "",
          Objects.requireNonNull(decision).value());
    }
    return row(operation(endpoint), mark);
  }

  private static String row(Class<?> layer) {
    return row(
        Objects.requireNonNull(layer.getAnnotation(EveryRequest.class)).value(),
        Objects.requireNonNull(layer.getAnnotation(VerifiedAgainst.class)));
  }

  private static String row(String what, VerifiedAgainst mark) {
    String source = mark.value().substring(mark.value().indexOf('/') + 1);
    return row(
        what,
        "`%s`, %s".formatted(source, mark.by().name().toLowerCase(Locale.ROOT)),
        String.join("; ", mark.inferred()),
        String.join("; ", mark.decided()));
  }

  private static String operation(Endpoint endpoint) {
    return "`%s %s`"
        .formatted(String.join(" ", new TreeSet<>(endpoint.methods())), endpoint.path());
  }

  private String row(BackendError error) {
    return row(
        String.valueOf(error.status()),
        "`" + error.code() + "`",
        error.template().replace("%s", "…"),
        answeredBy(error));
  }

  private String answeredBy(BackendError error) {
    Set<String> all = new TreeSet<>();
    Set<String> answering = new TreeSet<>();
    for (Operation operation : operations) {
      if (operation.path().startsWith(API)) {
        all.add(operation.path());
      }
      if (canAnswer(operation, error)) {
        answering.add(operation.path());
      }
    }
    all.removeAll(answering);
    return switch (all.size()) {
      case 0 -> "every path below `" + API + "`";
      case 1 -> "every path below `" + API + "` but " + names(all);
      default -> names(answering);
    };
  }

  private static String names(Set<String> paths) {
    return paths.stream()
        .map(path -> "`" + path.replaceFirst("^" + API, "") + "`")
        .collect(Collectors.joining(" "));
  }

  private static boolean canAnswer(Operation operation, BackendError error) {
    return operation.replies().stream()
        .anyMatch(r -> r.status() == error.status() && r.codes().contains(error.code()));
  }

  private static String row(String... cells) {
    return Arrays.stream(cells)
        .map(cell -> cell.replace("|", "\\|"))
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }
}
