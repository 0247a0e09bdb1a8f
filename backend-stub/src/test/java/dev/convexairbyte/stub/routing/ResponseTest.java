package dev.convexairbyte.stub.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.convexairbyte.stub.app.Blob;
import dev.convexairbyte.values.ConvexValue.ArrayValue;
import dev.convexairbyte.values.ConvexValue.BytesValue;
import dev.convexairbyte.values.ConvexValue.Int64Value;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseTest {

  @Test
  void isA200WithoutBodyAndTypeByDefault() throws Exception {
    Response response = Response.empty();

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.headers().all()).isEmpty();
    assertThat(response.length()).isEmpty();
    assertThat(response.text()).isEmpty();
  }

  @Test
  void givesTextATypeAndALength() throws Exception {
    Response response = Response.text("grüße");

    assertThat(response.headers().get("Content-Type")).hasValue("text/plain;charset=UTF-8");
    assertThat(response.length()).hasValue(7);
    assertThat(response.text()).isEqualTo("grüße");
  }

  @Test
  void leavesTheTypeToWhomeverNamesOne() {
    Response response = Response.text("{}").withHeader("Content-Type", "application/json");

    assertThat(response.headers().getAll("content-type")).containsExactly("application/json");
  }

  @Test
  void writesAnythingAsJson() throws Exception {
    assertThat(Response.json(Map.of("storageId", "kg2")).text())
        .isEqualTo("{\"storageId\":\"kg2\"}");
    assertThat(Response.json(JsonNodeFactory.instance.arrayNode().add(1)).text()).isEqualTo("[1]");
    assertThat(Response.json(Map.of()).headers().get("Content-Type")).hasValue("application/json");
  }

  @Test
  void writesConvexValuesAsCleanJsonWhereverTheyStand() throws Exception {
    ArrayValue value =
        new ArrayValue(List.of(new Int64Value(5), new BytesValue(new byte[] {1, 2})));

    assertThat(Response.json(value).text()).isEqualTo("[\"5\",\"AQI=\"]");
    assertThat(Response.json(Map.of("page", value)).text())
        .isEqualTo("{\"page\":[\"5\",\"AQI=\"]}");
  }

  @Test
  void refusesWhatIsNoJson() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Response.json(new Object()))
        .withMessageContaining("java.lang.Object");
  }

  @Test
  void givesBytesALengthAndNoType() throws Exception {
    Response response = Response.bytes(new byte[] {'a'});

    assertThat(response.headers().all()).isEmpty();
    assertThat(response.length()).hasValue(1);
    assertThat(response.text()).isEqualTo("a");
  }

  @Test
  void givesAFileItsTypeIfItHasOne() throws Exception {
    Response png = Response.blob(Blob.of(new byte[] {'a'}, "image/png"));

    assertThat(png.headers().get("Content-Type")).hasValue("image/png");
    assertThat(png.length()).hasValue(1);
    assertThat(png.text()).isEqualTo("a");
    assertThat(Response.blob(Blob.of(new byte[0], "")).headers().all()).isEmpty();
  }

  @Test
  void givesAStreamNeitherTypeNorLength() throws Exception {
    Response response = Response.stream(out -> out.write('a'));

    assertThat(response.headers().all()).isEmpty();
    assertThat(response.length()).isEmpty();
    assertThat(response.text()).isEqualTo("a");
  }

  @Test
  void redirectsWith302UnlessToldOtherwise() {
    Response found = Response.redirect("https://example.com/a");

    assertThat(found.status()).isEqualTo(302);
    assertThat(found.headers().get("Location")).hasValue("https://example.com/a");
    assertThat(Response.redirect("/b", 307).status()).isEqualTo(307);
  }

  @Test
  void setsSeveralHeadersAtOnceAndSeveralValuesOfOne() {
    Response response =
        Response.empty(204)
            .withHeaders(Map.of("Vary", "origin", "Allow", "GET"))
            .withAddedHeader("Set-Cookie", "a=1")
            .withAddedHeader("Set-Cookie", "b=2");

    assertThat(response.headers().get("vary")).hasValue("origin");
    assertThat(response.headers().get("allow")).hasValue("GET");
    assertThat(response.headers().getAll("set-cookie")).containsExactly("a=1", "b=2");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 101, 199, 600, 1000})
  void refusesAStatusOutside200To599(int status) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Response.text("x").withStatus(status))
        .withMessageContaining("lies outside of 200 to 599");
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 299, 599})
  void takesAnyStatusFrom200To599(int status) {
    assertThat(Response.empty(status).status()).isEqualTo(status);
  }
}
