package dev.convexairbyte.stub.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convexairbyte.stub.ApiClient;
import dev.convexairbyte.stub.StubBackend;
import dev.convexairbyte.stub.app.Values;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class StubExtensionTest {

  @RegisterExtension
  private final StubExtension extension =
      StubExtension.with(
          app ->
              app.mutation("notes:add", (ctx, args) -> Values.of(ctx.db().insert("notes", args))));

  @RepeatedTest(2)
  void startsAnEmptyStubForEachTest(StubBackend stub) {
    ApiClient.of(stub).post("/api/mutation", "{\"path\":\"notes:add\",\"args\":{}}");

    assertThat(extension.stub()).isSameAs(stub);
    assertThat(stub.documents("notes")).hasSize(1);
  }

  @Test
  void hasNoStubOutsideOfTests() {
    StubExtension unused = StubExtension.with();

    assertThatThrownBy(unused::stub)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Tried to use the stub but failed because no test runs; use it within a test.");
  }
}
