package dev.convexairbyte.testcontainers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convexairbyte.stub.StubBackend;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Against a stub in this process, whose routes are those of one in a container. */
class StubRoutesTest {

  @AutoClose private final StubBackend stub = StubBackend.start();
  private final StubRoutes routes = new StubRoutes(stub.url(), stub.adminKey());

  @Test
  void insertsAsTheApplicationAndShowsWhatIsThere() {
    List<String> ids =
        routes.insert("users", List.of("{\"name\":\"Ada \\\"Größe\\\"\"}", "{\"big\":1e300}"));

    assertThat(routes.documents("users"))
        .extracting(user -> user.path("_id").asText())
        .containsExactlyInAnyOrderElementsOf(ids);
    assertThat(stub.documents("users"))
        .containsExactlyInAnyOrderElementsOf(routes.documents("users"));
    assertThat(routes.tables()).containsExactly("users");
  }

  @Test
  void aTableThatIsNotThereIsEmpty() {
    assertThat(routes.documents("nobody & nothing")).isEmpty();
    assertThat(routes.tables()).isEmpty();
  }

  @Test
  void showsTheTablesOfTheRootComponentOnly() {
    stub.transact(writes -> writes.createTable("shop", "carts"));

    assertThat(routes.tables()).isEmpty();
  }

  @Test
  void setsFaultsAndShowsRequests() {
    routes.faults(List.of("{\"fault\":\"service_unavailable\"}", "{\"fault\":\"slow_body\"}"));

    assertThat(stub.faults().rules()).hasSize(2);
    assertThat(routes.requests()).isEmpty();
    routes.call("GET", "/version", null);
    assertThat(routes.requests())
        .extracting(request -> request.path("path").asText())
        .containsExactly("/version");
  }

  @Test
  void putsTheClockForwardAndEmptiesTheDeployment() {
    routes.insert("users", List.of("{}"));
    routes.faults(List.of("{\"fault\":\"slow_body\"}"));

    routes.address(URI.create("http://localhost:8080"));
    routes.advanceClock("3600000ms");
    routes.reset();

    assertThat(routes.tables()).isEmpty();
    assertThat(stub.faults().rules()).isEmpty();
  }

  @Test
  void whatTheStubRefusesIsAnErrorInItsOwnWords() {
    assertThatThrownBy(() -> routes.faults(List.of("{\"fault\":\"earthquake\"}")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("Tried to make a fault but failed because ")
        .hasMessageContaining("service_unavailable");
    assertThatThrownBy(() -> routes.insert("users", List.of("{\"name\":")))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> routes.call("GET", "/_stub/nothing", null))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aStubThatHasGoneIsSaidSo() {
    stub.close();

    assertThatThrownBy(routes::reset)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "Tried to use /_stub/reset of the stub but failed because it does not answer; see whether it"
                + " still runs.");
  }
}
