package dev.convexairbyte.example;

import dev.convexairbyte.stub.app.Values;
import dev.convexairbyte.stub.registration.AppDefinition;
import dev.convexairbyte.stub.registration.ConvexApp;

/** What is known of the files that were uploaded: {@code convex/files.ts}. */
final class Uploads implements ConvexApp {

  @Override
  public void define(AppDefinition app) {
    app.mutation(
        "files:generateUploadUrl", (ctx, args) -> Values.of(ctx.storage().generateUploadUrl()));
    app.mutation(
        "files:save",
        (ctx, args) -> {
          ctx.db()
              .insert(
                  "files",
                  Values.object(
                      "storageId", Values.string(args, "storageId"),
                      "author", Values.field(args, "author")));
          return Values.NULL;
        });
  }
}
