package dev.convexairbyte.example;

import dev.convexairbyte.stub.app.MutationCtx;
import dev.convexairbyte.stub.app.Query;
import dev.convexairbyte.stub.app.QueryCtx;
import dev.convexairbyte.stub.app.Signature;
import dev.convexairbyte.stub.app.V;
import dev.convexairbyte.stub.app.Values;
import dev.convexairbyte.stub.registration.AppDefinition;
import dev.convexairbyte.stub.registration.ConvexApp;
import dev.convexairbyte.values.ConvexValue;
import dev.convexairbyte.values.ConvexValue.ObjectValue;
import java.util.Optional;

/**
 * What is said in the chat: {@code convex/messages.ts}, {@code convex/sendMessage.ts} and the table
 * of it in {@code convex/schema.ts}.
 */
final class Messages implements ConvexApp {

  private static final String SCHEMA =
      """
      {"tables":[{"tableName":"messages","documentType":{"type":"any"},
        "indexes":[{"indexDescriptor":"by_author","fields":["author"]}]}]}
      """;

  private static final Signature MESSAGE =
      Signature.args("author", V.string(), "body", V.string()).returns(V.id("messages"));

  @Override
  public void define(AppDefinition app) {
    app.schema(SCHEMA);
    app.query("messages:list", Messages::list);
    app.query("messages:getByAuthor", Messages::list);
    app.mutation("sendMessage", MESSAGE, Messages::send);
    app.internalMutation("messages:sendOne", MESSAGE, Messages::send);
    app.mutation("messages:sendImage", Messages::sendImage);
    app.query("messages:whoAmI", Messages::whoAmI);
  }

  /** All messages, or those of the author that is given. */
  private static ConvexValue list(QueryCtx ctx, ObjectValue args) {
    Query messages = ctx.db().query("messages");
    Optional<ConvexValue> author = Values.given(args, "author");
    Query wanted =
        author
            .map(name -> messages.withIndex("by_author", range -> range.eq("author", name)))
            .orElse(messages);
    return Values.array(wanted.collect());
  }

  private static ConvexValue send(MutationCtx ctx, ObjectValue args) {
    return Values.of(ctx.db().insert("messages", args));
  }

  private static ConvexValue sendImage(MutationCtx ctx, ObjectValue args) {
    ctx.db()
        .insert(
            "messages",
            Values.object(
                "author", Values.field(args, "author"), "image", Values.string(args, "storageId")));
    return Values.NULL;
  }

  /** The name in the token that came with the request; null without one. */
  private static ConvexValue whoAmI(QueryCtx ctx, ObjectValue args) {
    return Values.of(ctx.auth().getUserIdentity().map(user -> user.attributes()));
  }
}
