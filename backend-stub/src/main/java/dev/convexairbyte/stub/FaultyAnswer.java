package dev.convexairbyte.stub;

import dev.convexairbyte.stub.errors.BackendError;
import dev.convexairbyte.stub.errors.BackendException;
import dev.convexairbyte.stub.faults.Failure;
import dev.convexairbyte.stub.faults.Failure.CutBody;
import dev.convexairbyte.stub.faults.Failure.EmptyAnswer;
import dev.convexairbyte.stub.faults.Failure.Ending;
import dev.convexairbyte.stub.faults.Failure.ErrorAnswer;
import dev.convexairbyte.stub.faults.Failure.LostAnswer;
import dev.convexairbyte.stub.faults.Failure.SlowBody;
import dev.convexairbyte.stub.http.Response;
import java.io.IOException;
import java.util.function.UnaryOperator;

/**
 * What a fault makes of an answer, where there is one.
 *
 * @param status that the client sees; 0 for none
 */
record FaultyAnswer(int status, Sending sending) {

  private static final String DETAIL = "that a fault was asked for";

  /** Sends what the client is to see. */
  private interface Sending {
    void to(HttpExchange exchange) throws IOException;
  }

  /** The answer as it is. */
  static FaultyAnswer none(Response right) {
    return whole(right);
  }

  /**
   * @param conventions what the client sees around any answer
   */
  static FaultyAnswer of(Failure failure, Response right, UnaryOperator<Response> conventions) {
    if (failure instanceof ErrorAnswer answer) {
      return whole(conventions.apply(error(answer)));
    }
    if (failure instanceof EmptyAnswer answer) {
      return whole(conventions.apply(Response.empty(answer.status())));
    }
    if (failure instanceof LostAnswer lost) {
      return new FaultyAnswer(0, exchange -> exchange.end(lost.ending()));
    }
    if (failure instanceof SlowBody slow) {
      return new FaultyAnswer(right.status(), exchange -> exchange.sendSlowly(right, slow.time()));
    }
    if (failure instanceof CutBody cut) {
      return new FaultyAnswer(right.status(), exchange -> sendCut(exchange, right, cut.ending()));
    }
    throw new AssertionError("Failure is sealed");
  }

  private static FaultyAnswer whole(Response response) {
    return new FaultyAnswer(response.status(), exchange -> exchange.send(response));
  }

  private static void sendCut(HttpExchange exchange, Response right, Ending ending)
      throws IOException {
    if (ending == Ending.TRUNCATION) {
      exchange.sendTruncated(right);
      return;
    }
    exchange.sendHalf(right, ending);
  }

  private static Response error(ErrorAnswer answer) {
    BackendError error = answer.error();
    Response response = Response.error(new BackendException(error, DETAIL, DETAIL));
    return answer.retryAfterSeconds().isEmpty()
        ? response
        : response.with("Retry-After", Integer.toString(answer.retryAfterSeconds().getAsInt()));
  }

  void sendTo(HttpExchange exchange) throws IOException {
    sending.to(exchange);
  }
}
