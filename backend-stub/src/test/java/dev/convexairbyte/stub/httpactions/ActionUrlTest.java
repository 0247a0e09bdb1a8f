package dev.convexairbyte.stub.httpactions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convexairbyte.stub.errors.BackendError;
import dev.convexairbyte.stub.errors.BackendException;
import dev.convexairbyte.stub.http.Query;
import dev.convexairbyte.stub.http.Request;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

class ActionUrlTest {

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "urls.csv", delimiter = ' ', numLinesToSkip = 2, emptyValue = "")
  void isWrittenAsABrowserWouldWriteIt(String target, String href) {
    ActionUrl url = ActionUrl.of(request(Map.of("host", "a.site:3211")), target);

    assertThat(url.href()).isEqualTo("http://a.site:3211" + href);
    assertThat(url.pathname()).isEqualTo(href.split("\\?", 2)[0]);
  }

  @Test
  void encodesSpacesThatAClientLeftInIt() {
    ActionUrl url = ActionUrl.of(request(Map.of("host", "a")), "/a b?c d");

    assertThat(url.href()).isEqualTo("http://a/a%20b?c%20d");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      host: a                                                           | http://a/x
      host: A.Site:3211                                                 | http://a.site:3211/x
      host: a:80                                                        | http://a/x
      host: [::1]:3211                                                  | http://[::1]:3211/x
      host: a:443; x-forwarded-proto: https                             | https://a/x
      host: a; x-forwarded-proto: HTTPS                                 | https://a/x
      host: a; x-forwarded-proto: https; forwarded: proto=wss           | https://a/x
      host: a; forwarded: proto=https                                   | https://a/x
      host: a; forwarded: for=1.2.3.4, Proto = "https"                  | http://a/x
      host: a; forwarded: for=1.2.3.4                                   | http://a/x
      host: a; x-forwarded-host: b                                      | http://b/x
      host: a; x-forwarded-host: b; forwarded: host=c                   | http://c/x
      """)
  void takesSchemeAndHostFromWhatProxiesSay(String headers, String href) {
    assertThat(ActionUrl.of(request(parsed(headers)), "/x").href()).isEqualTo(href);
  }

  @Test
  void takesTheFirstOfSeveralProxies() {
    Map<String, String> headers =
        Map.of("host", "a", "forwarded", "for=1; Proto = \"https\", proto=http");

    assertThat(ActionUrl.of(request(headers), "/x").href()).isEqualTo("https://a/x");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      accept: x
      host: a b
      host: a/b
      host: user@a
      host: a; x-forwarded-proto: https,http
      """)
  void failsWhereThereIsNoUrl(String headers) {
    assertThatThrownBy(() -> ActionUrl.of(request(parsed(headers)), "/x"))
        .isInstanceOfSatisfying(
            BackendException.class,
            e -> assertThat(e.error()).isEqualTo(BackendError.INTERNAL_SERVER_ERROR));
  }

  private static Map<String, String> parsed(String headers) {
    Map<String, String> parsed = new TreeMap<>();
    for (String header : headers.split("; ", -1)) {
      String[] nameAndValue = header.split(": ", 2);
      parsed.put(nameAndValue[0].strip(), nameAndValue[1].strip());
    }
    return parsed;
  }

  private static Request request(Map<String, String> headers) {
    Map<String, List<String>> lists =
        headers.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, header -> List.of(header.getValue())));
    return new Request("GET", "/x", Query.parse(null), lists, new byte[0], 0);
  }
}
