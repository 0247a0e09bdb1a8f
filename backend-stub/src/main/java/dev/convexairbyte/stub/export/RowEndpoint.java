package dev.convexairbyte.stub.export;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.convexairbyte.stub.http.Authenticator;
import dev.convexairbyte.stub.http.Endpoint;
import dev.convexairbyte.stub.http.Identity;
import dev.convexairbyte.stub.http.JsonBody;
import dev.convexairbyte.stub.http.Query;
import dev.convexairbyte.stub.http.Request;
import dev.convexairbyte.stub.http.Response;
import dev.convexairbyte.values.ValueFormat;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * An endpoint that answers with rows. Called with GET it reads the query before it looks at the
 * key; called with POST it looks at the key before it reads the body.
 *
 * @param <A> its arguments
 */
abstract class RowEndpoint<A> implements Endpoint {

  private final Authenticator authenticator;

  RowEndpoint(Authenticator authenticator) {
    this.authenticator = authenticator;
  }

  abstract A arguments(Query query);

  abstract A arguments(JsonBody body);

  abstract Response page(Identity identity, A arguments);

  @Override
  public final Set<String> methods() {
    return Set.of("GET", "POST");
  }

  @Override
  public final Response answer(Request request) {
    if (request.method().equals("GET")) {
      A arguments = arguments(request.query());
      return page(authenticator.identify(request), arguments);
    }
    Identity identity = authenticator.identify(request);
    return page(identity, arguments(JsonBody.of(request, JsonBody.DEFAULT_LIMIT)));
  }

  static void writeRows(JsonGenerator json, List<Row> rows, ValueFormat format, boolean withDeleted)
      throws IOException {
    json.writeArrayFieldStart("values");
    for (Row row : rows) {
      row.writeTo(json, format, withDeleted);
    }
    json.writeEndArray();
  }
}
