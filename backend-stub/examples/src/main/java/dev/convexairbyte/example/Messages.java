package dev.convexairbyte.example;

import dev.convexairbyte.stub.app.MutationCtx;
import dev.convexairbyte.stub.app.Query;
import dev.convexairbyte.stub.app.QueryCtx;
import dev.convexairbyte.stub.app.Values;
import dev.convexairbyte.stub.registration.AppDefinition;
import dev.convexairbyte.stub.registration.ConvexApp;
import dev.convexairbyte.values.ConvexValue;
import dev.convexairbyte.values.ConvexValue.ObjectValue;
import java.util.Optional;

/** What is said in the chat: {@code convex/messages.ts} and {@code convex/sendMessage.ts}. */
final class Messages implements ConvexApp {

  @Override
  public void define(AppDefinition app) {
    app.query("messages:list", Messages::list);
    app.query("messages:getByAuthor", Messages::list);
    app.mutation("sendMessage", Messages::send);
    app.internalMutation("messages:sendOne", Messages::send);
    app.mutation("messages:sendImage", Messages::sendImage);
    app.query("messages:whoAmI", Messages::whoAmI);
  }

  /** All messages, or those of the author that is given. */
  private static ConvexValue list(QueryCtx ctx, ObjectValue args) {
    Query messages = ctx.db().query("messages");
    Optional<ConvexValue> author = Values.given(args, "author");
    return author.isEmpty()
        ? Values.array(messages.collect())
        : Values.array(
            messages.filter(message -> Values.given(message, "author").equals(author)).collect());
  }

  private static ConvexValue send(MutationCtx ctx, ObjectValue args) {
    String id =
        ctx.db()
            .insert(
                "messages",
                Values.object(
                    "author", Values.string(args, "author"), "body", Values.string(args, "body")));
    return Values.of(id);
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
