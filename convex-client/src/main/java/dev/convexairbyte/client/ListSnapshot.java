package dev.convexairbyte.client;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.Set;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.Method;
import org.jspecify.annotations.Nullable;

/** A page of the documents as they were at a snapshot. */
record ListSnapshot(SnapshotRequest request, RowHandler rows) implements Endpoint<SnapshotPage> {

  @Override
  public Method method() {
    return Method.POST;
  }

  @Override
  public String path() {
    return "/api/list_snapshot";
  }

  @Override
  public HttpEntity body() {
    return Json.body(this::writeBody);
  }

  private void writeBody(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeFieldName("selection");
    request.selection().write(json);
    json.writeStringField("format", "json");
    Long snapshot = request.snapshot();
    if (snapshot != null) {
      json.writeNumberField("snapshot", snapshot);
    }
    String cursor = request.cursor();
    if (cursor != null) {
      json.writeStringField("cursor", cursor);
    }
    json.writeEndObject();
  }

  @Override
  public SnapshotPage answer(JsonParser json) throws IOException {
    AnswerFields fields = new PageReader(rows, Set.of("snapshot", "cursor", "hasMore")).read(json);
    boolean hasMore = fields.bool("hasMore");
    return new SnapshotPage(fields.timestamp("snapshot"), cursor(fields, hasMore), hasMore);
  }

  private static @Nullable String cursor(AnswerFields fields, boolean hasMore) {
    String cursor = fields.textOrNull("cursor");
    if (hasMore && cursor == null) {
      // The next request would start the walk again, and so on for ever.
      throw new UnexpectedAnswerException("it has more to come but no cursor");
    }
    return hasMore ? cursor : null;
  }

  @Override
  public String action() {
    return "read a page of the snapshot";
  }

  @Override
  public Permission permission() {
    return Permission.VIEW_DATA;
  }
}
