package dev.convexairbyte.client;

import com.fasterxml.jackson.core.JsonParser;
import org.apache.hc.core5.http.Method;

/** Whether plan and key allow an export. It reads no table. */
record TestStreamingExportConnection() implements Endpoint<Done> {

  @Override
  public Method method() {
    return Method.GET;
  }

  @Override
  public String path() {
    return "/api/test_streaming_export_connection";
  }

  @Override
  public Done answer(JsonParser json) {
    return Done.of(json);
  }

  @Override
  public String action() {
    return "test the streaming export";
  }

  @Override
  public Permission permission() {
    return Permission.VIEW_DATA;
  }
}
