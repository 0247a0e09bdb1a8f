package dev.convexairbyte.stub.datasync;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.convexairbyte.stub.errors.BackendError;
import dev.convexairbyte.stub.errors.BackendException;
import dev.convexairbyte.stub.http.Authenticator;
import dev.convexairbyte.stub.http.Endpoint;
import dev.convexairbyte.stub.http.Request;
import dev.convexairbyte.stub.http.Response;
import dev.convexairbyte.stub.http.VerifiedAgainst;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** GET /api/v1/data/list_active_syncs: the data syncs of the last three days. */
@VerifiedAgainst(
    value = VerifiedAgainst.BACKEND_SOURCE,
    by = VerifiedAgainst.Evidence.READ,
    inferred = {
      "a full page says that there is more, even if it was the last",
      "a key that acts as a user may list syncs"
    },
    decided =
        "cursors are sealed with AES-GCM, not AES-GCM-SIV, and their bytes are the stub's own")
public final class ListActiveSyncs implements Endpoint {

  private static final long DEFAULT_LIMIT = 50;
  private static final long MAX_LIMIT = 100;

  private final Authenticator authenticator;
  private final SyncProgress progress;
  private final ActiveSyncCursors cursors;

  public ListActiveSyncs(
      Authenticator authenticator, SyncProgress progress, ActiveSyncCursors cursors) {
    this.authenticator = authenticator;
    this.progress = progress;
    this.cursors = cursors;
  }

  @Override
  public Set<String> methods() {
    return Set.of("GET");
  }

  @Override
  public String path() {
    return "/api/v1/data/list_active_syncs";
  }

  @Override
  public Response answer(Request request) {
    long limit = request.query().integer("limit").orElse(DEFAULT_LIMIT);
    Optional<String> token = request.query().one("cursor");
    if (limit < 0) {
      throw new BackendException(BackendError.BAD_QUERY_ARGS, "limit");
    }
    authenticator.identify(request).requireExport();
    if (limit == 0 || limit > MAX_LIMIT) {
      throw new BackendException(BackendError.LIMIT_OUT_OF_RANGE);
    }
    Optional<ActiveSyncCursors.Position> start = token.map(cursors::open);
    List<ActiveSync> page =
        progress.active().stream()
            .filter(sync -> start.isEmpty() || start.get().isBefore(sync))
            .limit(limit)
            .toList();
    Optional<String> next =
        page.size() < limit
            ? Optional.empty()
            : Optional.of(cursors.sealAfter(page.get(page.size() - 1)));
    return Response.json(json -> write(json, page, next));
  }

  private static void write(JsonGenerator json, List<ActiveSync> page, Optional<String> next)
      throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart("syncs");
    for (ActiveSync sync : page) {
      json.writeStartObject();
      json.writeStringField("syncId", sync.syncId());
      json.writeNumberField("lastUpdated", sync.lastUpdated());
      json.writeFieldName("status");
      ProgressState.write(json, sync.status());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeObjectFieldStart("pagination");
    json.writeBooleanField("hasMore", next.isPresent());
    if (next.isPresent()) {
      json.writeStringField("nextCursor", next.get());
    }
    json.writeEndObject();
    json.writeEndObject();
  }
}
