package dev.convexairbyte.stub.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.convexairbyte.stub.app.Blob;
import dev.convexairbyte.values.ConvexValue.Int64Value;
import dev.convexairbyte.values.ConvexValue.ObjectValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTest {

  @ParameterizedTest
  @CsvSource({
    "http://a.b:1/x/y?q=1/2, /x/y",
    "http://a.b, /",
    "http://a.b?q=/, /",
    "https://a/caf%C3%A9#f, /caf%C3%A9"
  })
  void takesThePathOutOfTheUrl(String url, String pathname) {
    assertThat(new Request("GET", url).pathname()).isEqualTo(pathname);
  }

  @Test
  void decodesParametersOfTheQuery() {
    Request request =
        new Request("GET", "http://a/x?author=User+123&tag=a%26b&tag=%C3%A9&empty=&flag#f=1");

    assertThat(request.searchParam("author")).hasValue("User 123");
    assertThat(request.searchParams("tag")).containsExactly("a&b", "é");
    assertThat(request.searchParam("empty")).hasValue("");
    assertThat(request.searchParam("flag")).hasValue("");
    assertThat(request.searchParam("none")).isEmpty();
    assertThat(new Request("GET", "http://a/x").searchParam("x")).isEmpty();
  }

  @Test
  void readsABodyAsText() {
    assertThat(with("\ufeffgrüße").text()).isEqualTo("grüße");
  }

  @Test
  void readsABodyAsJson() {
    Request request = with("{\"author\":\"User 123\",\"n\":1,\"n\":2}");

    assertThat(request.json().toString()).isEqualTo("{\"author\":\"User 123\",\"n\":2}");
  }

  @Test
  void readsABodyAsAConvexValue() {
    Request request = with("{\"n\":{\"$integer\":\"BQAAAAAAAAA=\"}}");

    assertThat(request.value()).isEqualTo(new ObjectValue(Map.of("n", new Int64Value(5))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "{\"secret\": tru}", "{\"secret\":1} x", "{\"secret\":1"})
  void refusesWhatIsNoJsonAndDoesNotRepeatIt(String body) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> with(body).json())
        .withMessageStartingWith("Tried to read a body as JSON but failed because")
        .withMessageNotContaining("secret");
  }

  @Test
  void readsAsLargeAJsonAsABodyCanBe() {
    String text = "\"" + "x".repeat(20 << 20) + "\"";

    assertThat(with(text).json().textValue()).hasSize(20 << 20);
  }

  @Test
  void readsABodyAsBytesAndAsAStream() throws IOException {
    assertThat(with("abc").bytes()).containsExactly('a', 'b', 'c');
    assertThat(with("abc").body()).hasContent("abc");
  }

  @Test
  void readsABodyAsAFileOfItsType() throws IOException {
    Headers headers = Headers.of(Map.of("Content-Type", "image/png"));

    Blob blob = new Request("POST", "http://a/x", headers, bytes("png")).blob();

    assertThat(blob.type()).isEqualTo("image/png");
    assertThat(blob.size()).isEqualTo(3);
    assertThat(blob.open()).hasContent("png");
    assertThat(with("png").blob().type()).isEmpty();
  }

  @Test
  void givesABodyOnce() {
    Request request = with("{}");
    assertThat(request.bodyUsed()).isFalse();

    request.json();

    assertThat(request.bodyUsed()).isTrue();
    assertThatIllegalStateException()
        .isThrownBy(request::text)
        .withMessageContaining("has been read already");
  }

  @Test
  void readsNoBodyAsAnEmptyOneAgainAndAgain() {
    Request request = new Request("GET", "http://a/x");

    assertThat(request.text()).isEmpty();
    assertThat(request.bytes()).isEmpty();
    assertThat(request.bodyUsed()).isFalse();
  }

  private static Request with(String body) {
    return new Request("POST", "http://a/x", Headers.of(), bytes(body));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
