package dev.convexairbyte.client;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.Set;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.Method;

/** A page of what was committed after a point in time. */
record DocumentDeltas(long cursor, Selection selection, RowHandler rows)
    implements Endpoint<DeltasPage> {

  @Override
  public Method method() {
    return Method.POST;
  }

  @Override
  public String path() {
    return "/api/document_deltas";
  }

  @Override
  public HttpEntity body() {
    return Json.body(this::writeBody);
  }

  private void writeBody(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeFieldName("selection");
    selection.write(json);
    json.writeStringField("format", "json");
    json.writeNumberField("cursor", cursor);
    json.writeEndObject();
  }

  @Override
  public DeltasPage answer(JsonParser json) throws IOException {
    AnswerFields fields = new PageReader(rows, Set.of("cursor", "hasMore")).read(json);
    return new DeltasPage(fields.timestamp("cursor"), fields.bool("hasMore"));
  }

  @Override
  public String action() {
    return "read a page of changes";
  }

  @Override
  public Permission permission() {
    return Permission.VIEW_DATA;
  }
}
