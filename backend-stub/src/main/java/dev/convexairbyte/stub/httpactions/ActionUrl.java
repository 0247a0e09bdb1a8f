package dev.convexairbyte.stub.httpactions;

import dev.convexairbyte.stub.errors.BackendError;
import dev.convexairbyte.stub.errors.BackendException;
import dev.convexairbyte.stub.http.EveryRequest;
import dev.convexairbyte.stub.http.Request;
import dev.convexairbyte.stub.http.VerifiedAgainst;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The URL that an HTTP action sees, as the WHATWG's standard writes one. Mirrors
 * get-convex/convex-backend, crates/local_backend/src/http_actions.rs.
 *
 * @param pathname what routes are compared with
 */
@EveryRequest(
    "HTTP actions: their URL has the scheme of X-Forwarded-Proto or Forwarded, no /http, no dot segments, no raw"
        + " non-ASCII")
@VerifiedAgainst(
    value = VerifiedAgainst.BACKEND_SOURCE,
    by = VerifiedAgainst.Evidence.READ,
    inferred = {
      "Forwarded and X-Forwarded-Host name the host before Host does",
      "500 for a host or scheme that cannot be"
    })
record ActionUrl(String href, String pathname) {

  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*");
  private static final Pattern HOST =
      Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[^/?#@\\\\:\\s\\[\\]]+)(:\\d*)?");
  private static final String ENCODED_IN_PATHS = " \"#<>?`{}";
  private static final String ENCODED_IN_QUERIES = " \"#<>'";

  /**
   * Throws INTERNAL_SERVER_ERROR where the request tells no host, or one that cannot be.
   *
   * @param target path and query as they came, without {@code /http}
   */
  static ActionUrl of(Request request, String target) {
    String scheme =
        request
            .header("X-Forwarded-Proto")
            .or(() -> forwarded(request, "proto"))
            .orElse("http")
            .toLowerCase(Locale.ROOT);
    String host =
        forwarded(request, "host")
            .or(() -> request.header("X-Forwarded-Host"))
            .or(() -> request.header("Host"))
            .orElse("")
            .toLowerCase(Locale.ROOT);
    if (!SCHEME.matcher(scheme).matches() || !HOST.matcher(host).matches()) {
      throw new BackendException(BackendError.INTERNAL_SERVER_ERROR);
    }
    String[] pathAndQuery = target.split("#", 2)[0].split("\\?", 2);
    String pathname = UrlPath.normal(encoded(pathAndQuery[0], ENCODED_IN_PATHS));
    String query =
        pathAndQuery.length == 1 ? "" : "?" + encoded(pathAndQuery[1], ENCODED_IN_QUERIES);
    return new ActionUrl(
        scheme + "://" + withoutDefaultPort(scheme, host) + pathname + query, pathname);
  }

  private static String withoutDefaultPort(String scheme, String host) {
    String port = scheme.equals("https") ? ":443" : ":80";
    return host.endsWith(port) ? host.substring(0, host.length() - port.length()) : host;
  }

  /** Of several proxies the first one counts. */
  private static Optional<String> forwarded(Request request, String wanted) {
    return request
        .header("Forwarded")
        .flatMap(
            header ->
                Arrays.stream(header.split(",", 2)[0].split(";", -1))
                    .map(pair -> pair.split("=", 2))
                    .filter(pair -> pair.length == 2 && pair[0].strip().equalsIgnoreCase(wanted))
                    .map(pair -> pair[1].strip().replaceAll("^\"+|\"+$", ""))
                    .findFirst());
  }

  private static String encoded(String text, String reserved) {
    return PercentEncoding.of(text, c -> c <= ' ' || c > '~' || reserved.indexOf(c) >= 0);
  }
}
