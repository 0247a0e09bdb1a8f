package dev.convexairbyte.stub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.convexairbyte.stub.faults.Faults;
import dev.convexairbyte.stub.http.Endpoint;
import dev.convexairbyte.stub.http.Request;
import dev.convexairbyte.stub.http.Response;
import dev.convexairbyte.stub.http.Router;
import dev.convexairbyte.stub.requests.RecordedRequest;
import dev.convexairbyte.stub.requests.RequestLog;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ApiHandlerTest {

  private final RequestLog log = new RequestLog(request -> {}, UnaryOperator.identity());

  @Test
  void answersAnErrorOfTheJavaMachineLikeAnyBug() throws Exception {
    HttpResponse<String> response =
        get(
            request -> {
              throw new OutOfMemoryError("the test fails");
            });

    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(response.body()).contains("InternalServerError").doesNotContain("the test fails");
    assertThat(log.all()).containsExactly(new RecordedRequest("GET", "/bug", "", 500, 0, ""));
  }

  @Test
  void answersAFailedAssertionLikeAnyBug() throws Exception {
    HttpResponse<String> response =
        get(
            request -> {
              throw new AssertionError("the test fails");
            });

    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(log.all()).extracting(RecordedRequest::status).containsExactly(500);
  }

  @Test
  void dropsTheConnectionWhereABodyFailsHalfway() {
    assertThatIOException()
        .isThrownBy(
            () ->
                get(
                    request ->
                        Response.json(
                            json -> {
                              json.writeStartArray();
                              json.writeString("x".repeat(100_000));
                              throw new AssertionError("the test fails");
                            })));
  }

  private HttpResponse<String> get(Function<Request, Response> answer)
      throws IOException, InterruptedException {
    ApiHandler handler =
        new ApiHandler(
            new Router(List.of(new Bug(answer))), ActionSite.withoutRoutes(log), new Faults(), log);
    try (HttpListener listener = HttpListener.bind("127.0.0.1", 0, Duration.ofMinutes(5))) {
      listener.serve(handler);
      return HttpClient.newHttpClient()
          .send(
              HttpRequest.newBuilder(URI.create(listener.url() + "/bug")).build(),
              BodyHandlers.ofString());
    }
  }

  /** An endpoint that does as it is told. */
  private record Bug(Function<Request, Response> behaviour) implements Endpoint {

    @Override
    public Set<String> methods() {
      return Set.of("GET");
    }

    @Override
    public String path() {
      return "/bug";
    }

    @Override
    public Response answer(Request request) {
      return behaviour.apply(request);
    }
  }
}
