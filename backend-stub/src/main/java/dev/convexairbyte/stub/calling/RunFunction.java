package dev.convexairbyte.stub.calling;

import dev.convexairbyte.stub.authentication.Caller;
import dev.convexairbyte.stub.errors.BackendError;
import dev.convexairbyte.stub.errors.BackendException;
import dev.convexairbyte.stub.functions.FunctionPath;
import dev.convexairbyte.stub.functions.Outcome;
import dev.convexairbyte.stub.http.Endpoint;
import dev.convexairbyte.stub.http.Request;
import dev.convexairbyte.stub.http.Response;
import dev.convexairbyte.stub.http.VerifiedAgainst;
import dev.convexairbyte.values.ValueFormat;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** POST /api/run/messages/list: runs messages:list, of whatever kind it is. */
@VerifiedAgainst(
    value = VerifiedAgainst.BACKEND_SOURCE,
    by = VerifiedAgainst.Evidence.READ,
    inferred = "a broken percent escape stands for itself")
public final class RunFunction implements Endpoint {

  private static final String PREFIX = "/api/run/";

  private final Calling calling;

  public RunFunction(Calling calling) {
    this.calling = calling;
  }

  @Override
  public Set<String> methods() {
    return Set.of("POST");
  }

  @Override
  public String path() {
    return PREFIX + "{functionIdentifier}";
  }

  @Override
  public Response answer(Request request) {
    Caller presented = calling.presented(request);
    CallBody body = CallBody.of(CallBody.json(request));
    Caller caller = Calling.proven(presented);
    FunctionPath path = Calling.path(identifier(request.path().substring(PREFIX.length())));
    Outcome outcome = Calling.run(path, body.args(), caller, calling.functions()::any);
    ValueFormat format = Calling.format(body.format()).orElse(ValueFormat.CLEAN);
    return calling.answer(request, outcome, format);
  }

  private static String identifier(String segments) {
    List<String> parts = Arrays.stream(segments.split("/", -1)).map(RunFunction::decode).toList();
    int last = parts.size() - 1;
    if (last < 1) {
      throw new BackendException(BackendError.MISSING_IDENTIFIER);
    }
    return String.join("/", parts.subList(0, last)) + ":" + parts.get(last);
  }

  private static String decode(String segment) {
    try {
      return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return segment;
    }
  }
}
