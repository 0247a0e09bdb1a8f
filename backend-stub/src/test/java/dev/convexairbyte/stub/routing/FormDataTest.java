package dev.convexairbyte.stub.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.convexairbyte.stub.routing.FormData.FileField;
import dev.convexairbyte.stub.routing.FormData.TextField;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormDataTest {

  private static final String MULTIPART = "multipart/form-data; boundary=\"xx yy\"";

  @Test
  void readsAnUrlEncodedForm() {
    FormData form =
        form("application/x-www-form-urlencoded;charset=UTF-8", "b=1&a=x+y%C3%A9&&b=2&flag");

    assertThat(form.fields())
        .containsExactly(
            new TextField("b", "1"),
            new TextField("a", "x yé"),
            new TextField("b", "2"),
            new TextField("flag", ""));
    assertThat(form.texts("b")).containsExactly("1", "2");
    assertThat(form.text("a")).hasValue("x yé");
    assertThat(form.text("none")).isEmpty();
  }

  @Test
  void readsTextsAndFilesOfAMultipartForm() throws Exception {
    FormData form =
        form(
            MULTIPART,
            """
            --xx yy
            Content-Disposition: form-data; name="author"

            Jürgen
            --xx yy
            content-disposition: form-data; name="picture"; filename="a %22b%22.png"
            Content-Type: image/png

            \u0000--xx y
            --xx

            --xx yy
            Content-Disposition: form-data; name=plain; filename=""

            x
            --xx yy--
            """);

    assertThat(form.text("author")).hasValue("Jürgen");
    FileField picture = form.file("picture").orElseThrow();
    assertThat(picture.fileName()).isEqualTo("a \"b\".png");
    assertThat(picture.content().type()).isEqualTo("image/png");
    assertThat(picture.content().open()).hasContent("\u0000--xx y\r\n--xx\r\n");
    FileField plain = form.files("plain").get(0);
    assertThat(plain.fileName()).isEmpty();
    assertThat(plain.content().type()).isEqualTo("text/plain");
    assertThat(form.fields()).hasSize(3);
  }

  @Test
  void readsAMultipartFormWithWordsBeforeAndAfter() {
    FormData form =
        form(
            MULTIPART,
            """
            skip this
            --xx yy \t
            Content-Disposition: form-data; name="a"


            --xx yy--
            and this
            """);

    assertThat(form.fields()).containsExactly(new TextField("a", ""));
  }

  @Test
  void readsAMultipartFormWithoutFields() {
    assertThat(form(MULTIPART, "--xx yy--").fields()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nothing",
        "--xx yy",
        "--xx yy\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx",
        "--xx yy\r\nContent-Disposition: form-data; name=\"a\"\r\n--xx yy--",
        "--xx yy\r\nContent-Disposition: form-data\r\n\r\nx\r\n--xx yy--",
        "--xx yy\r\n\r\nx\r\n--xx yy--",
        "--xx yyy\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--xx yy--"
      })
  void refusesAMultipartFormThatIsBroken(String body) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> form(MULTIPART, body))
        .withMessageContaining("its parts are not delimited");
  }

  @Test
  void refusesAMultipartFormWithoutABoundary() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> form("multipart/form-data", "--xx--"))
        .withMessageContaining("no boundary");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "application/json"})
  void refusesOtherTypes(String type) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> form(type, "a=1"))
        .withMessageContaining("neither");
  }

  /** Text blocks have no carriage returns. */
  private static FormData form(String contentType, String body) {
    String lines = body.contains("\r") ? body : body.replace("\n", "\r\n");
    return new Request(
            "POST",
            "http://a/x",
            Headers.of(Map.of("Content-Type", contentType)),
            lines.getBytes(StandardCharsets.UTF_8))
        .formData();
  }
}
