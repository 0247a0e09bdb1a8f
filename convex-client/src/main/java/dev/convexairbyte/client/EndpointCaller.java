package dev.convexairbyte.client;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import dev.convexairbyte.client.ConvexException.Kind;
import java.io.CharConversionException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.routing.RoutingSupport;
import org.apache.hc.client5.http.utils.DateUtils;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;

/**
 * Asks any endpoint, once, and is the only place where a status or a broken connection becomes a
 * {@link ConvexException}. The shape is that of RegistryEndpointCaller in GoogleContainerTools/jib.
 */
final class EndpointCaller implements AutoCloseable {

  private static final int LARGEST_ERROR_BODY = 64 * 1024;

  private final CloseableHttpClient http;
  private final Deployment deployment;
  private final String clientName;
  private final NetworkFault faults;
  private volatile @Nullable Instant serverTime;

  EndpointCaller(Deployment deployment, String clientName, ClientTimeouts timeouts) {
    this.http = Connections.open(timeouts, clientName);
    this.deployment = deployment;
    this.clientName = clientName;
    this.faults = new NetworkFault(deployment.place(), timeouts);
  }

  <T> T call(Endpoint<T> endpoint) {
    HttpUriRequestBase request = request(endpoint);
    try {
      ClassicHttpResponse response = send(endpoint, request);
      if (response.getCode() != HttpStatus.SC_OK) {
        throw refusal(endpoint, response);
      }
      return answer(endpoint, response);
    } finally {
      // To close an answer would be to read it to its end. This drops the connection of one that
      // was left half way; of one that was read, the connection is back in the pool already.
      request.cancel();
    }
  }

  /** When the last answer was sent, by the Date that it bore. */
  Optional<Instant> serverTime() {
    return Optional.ofNullable(serverTime);
  }

  private HttpUriRequestBase request(Endpoint<?> endpoint) {
    if (!deployment.key().isSendable()) {
      Failure failure =
          new Failure(
              Kind.REFUSED, "the key holds a character that no header may hold", Remedies.KEY);
      throw ConvexException.unsent(endpoint.action(), failure, null);
    }
    String query = endpoint.query().isEmpty() ? "" : "?" + endpoint.query();
    URI uri = URI.create(deployment.url() + endpoint.path() + query);
    HttpUriRequestBase request = new HttpUriRequestBase(endpoint.method().name(), uri);
    request.setHeader(HttpHeaders.AUTHORIZATION, deployment.key().authorization());
    request.setHeader("Convex-Client", clientName);
    request.setHeader(HttpHeaders.ACCEPT, Json.CONTENT_TYPE.getMimeType());
    request.setEntity(endpoint.body());
    return request;
  }

  private ClassicHttpResponse send(Endpoint<?> endpoint, HttpUriRequestBase request) {
    try {
      HttpHost host = RoutingSupport.determineHost(request);
      ClassicHttpResponse response = http.executeOpen(host, request, HttpClientContext.create());
      serverTime = DateUtils.parseStandardDate(response, HttpHeaders.DATE);
      return response;
    } catch (IOException fault) {
      Failure failure = faults.beforeAnswer(fault);
      throw NetworkFault.isBeforeRequest(fault)
          ? ConvexException.unsent(endpoint.action(), failure, NetworkFault.publishable(fault))
          : ConvexException.unanswered(endpoint.action(), failure, NetworkFault.publishable(fault));
    } catch (CancellationException e) {
      // What the connection pool says to a thread that is interrupted before it asks.
      throw ConvexException.unsent(endpoint.action(), NetworkFault.toldToStop(), null);
    } catch (HttpException e) {
      throw new IllegalStateException("A checked URL has a host.", e);
    }
  }

  private static ConvexException refusal(Endpoint<?> endpoint, ClassicHttpResponse response) {
    ErrorAnswer error = ErrorAnswer.of(response.getCode(), errorBody(response));
    Failure failure = error.failure(endpoint.permission());
    return ConvexException.answered(
        endpoint.action(),
        error.isUnnamed() ? failure.withRemedy(endpoint.unnamedErrorRemedy()) : failure,
        error.status(),
        error.code(),
        RetryAfter.of(response));
  }

  private static byte[] errorBody(ClassicHttpResponse response) {
    HttpEntity entity = response.getEntity();
    if (entity == null) {
      return new byte[0];
    }
    try {
      return entity.getContent().readNBytes(LARGEST_ERROR_BODY);
    } catch (IOException e) {
      // The status is here, and it says more than that its explanation is not.
      return new byte[0];
    }
  }

  private <T> T answer(Endpoint<T> endpoint, ClassicHttpResponse response) {
    HttpEntity entity = response.getEntity();
    try {
      InputStream body = entity == null ? InputStream.nullInputStream() : entity.getContent();
      T answer = wholeAnswer(endpoint, body);
      body.close();
      return answer;
    } catch (IOException fault) {
      throw ConvexException.unanswered(
          endpoint.action(), faults.duringAnswer(fault), NetworkFault.publishable(fault));
    } catch (UnexpectedAnswerException e) {
      Failure failure =
          new Failure(
              Kind.UNEXPECTED,
              "the answer is not what Convex answers: " + e.reason(),
              "check deployment_url, and if it is right " + Remedies.REPORT);
      throw ConvexException.answered(endpoint.action(), failure, HttpStatus.SC_OK, null, null);
    }
  }

  private static <T> T wholeAnswer(Endpoint<T> endpoint, InputStream body) throws IOException {
    try (JsonParser json = Json.parser(new PageInput(body))) {
      if (firstToken(endpoint, json) == null && !endpoint.answersNothing()) {
        throw new EOFException("The answer is empty.");
      }
      T answer = endpoint.answer(json);
      if (json.nextToken() != null) {
        throw new UnexpectedAnswerException("it goes on after its end");
      }
      return answer;
    }
  }

  private static @Nullable JsonToken firstToken(Endpoint<?> endpoint, JsonParser json)
      throws IOException {
    try {
      return json.nextToken();
    } catch (JsonEOFException e) {
      throw e;
    } catch (JsonParseException | CharConversionException e) {
      // A web page, such as a proxy's login: the exception quotes it, so it goes no further.
      Failure failure =
          new Failure(
              Kind.REFUSED, "something other than Convex answers at that URL", Remedies.URL);
      throw ConvexException.answered(endpoint.action(), failure, HttpStatus.SC_OK, null, null);
    }
  }

  @Override
  public void close() {
    http.close(CloseMode.IMMEDIATE);
  }
}
