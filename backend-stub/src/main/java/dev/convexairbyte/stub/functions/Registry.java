package dev.convexairbyte.stub.functions;

import dev.convexairbyte.stub.app.ActionFunction;
import dev.convexairbyte.stub.app.MutationFunction;
import dev.convexairbyte.stub.app.QueryFunction;
import dev.convexairbyte.stub.app.Signature;
import dev.convexairbyte.stub.functions.Registered.RegisteredAction;
import dev.convexairbyte.stub.functions.Registered.RegisteredMutation;
import dev.convexairbyte.stub.functions.Registered.RegisteredQuery;
import dev.convexairbyte.stub.registration.AppDefinition;
import dev.convexairbyte.stub.registration.ConvexApp;
import dev.convexairbyte.stub.registration.RegistrationException;
import dev.convexairbyte.stub.routing.HttpRouter;
import dev.convexairbyte.stub.schema.DeclaredSchema;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the applications of a deployment have registered. */
public final class Registry {

  private final Map<FunctionPath, Registered> functions;
  private final Optional<HttpRouter> router;
  private final Optional<DeclaredSchema> schema;

  private Registry(Definition definition) {
    functions = Map.copyOf(definition.functions);
    router = definition.router;
    schema = definition.schema;
  }

  /**
   * Has applications register what they have. Throws RegistrationException where a path is none or
   * is taken, and whatever an application throws.
   */
  public static Registry of(List<ConvexApp> apps) {
    Definition definition = new Definition();
    apps.forEach(app -> app.define(definition));
    return new Registry(definition);
  }

  /** The routes of the site; empty where HTTP actions are not enabled. */
  public Optional<HttpRouter> router() {
    return router;
  }

  /** The schema of the applications; empty where they have none. */
  public Optional<DeclaredSchema> schema() {
    return schema;
  }

  /** What the function of a path is; empty where there is none. */
  public Optional<FunctionKind> kind(FunctionPath path) {
    return find(path).map(Registered::kind);
  }

  Optional<Registered> find(FunctionPath path) {
    return Optional.ofNullable(functions.get(path));
  }

  /** Collects, and is used by nobody once it is copied. */
  private static final class Definition implements AppDefinition {

    private final Map<FunctionPath, Registered> functions = new HashMap<>();
    private Optional<HttpRouter> router = Optional.empty();
    private Optional<DeclaredSchema> schema = Optional.empty();

    @Override
    public void query(String path, Signature signature, QueryFunction function) {
      add(path, new RegisteredQuery(true, signature, function));
    }

    @Override
    public void internalQuery(String path, Signature signature, QueryFunction function) {
      add(path, new RegisteredQuery(false, signature, function));
    }

    @Override
    public void mutation(String path, Signature signature, MutationFunction function) {
      add(path, new RegisteredMutation(true, signature, function));
    }

    @Override
    public void internalMutation(String path, Signature signature, MutationFunction function) {
      add(path, new RegisteredMutation(false, signature, function));
    }

    @Override
    public void action(String path, Signature signature, ActionFunction function) {
      add(path, new RegisteredAction(true, signature, function));
    }

    @Override
    public void internalAction(String path, Signature signature, ActionFunction function) {
      add(path, new RegisteredAction(false, signature, function));
    }

    @Override
    public void schema(String json) {
      if (schema.isPresent()) {
        throw failure("the schema", "there is one already", "use one schema");
      }
      schema = Optional.of(DeclaredSchema.parse(json));
    }

    @Override
    public void http(HttpRouter given) {
      if (router.isPresent()) {
        throw failure("the routes of the site", "there are some already", "use one router");
      }
      router = Optional.of(given);
    }

    private void add(String text, Registered function) {
      FunctionPath path =
          FunctionPath.parse(text)
              .orElseThrow(
                  () ->
                      failure(
                          "the function " + text,
                          "its path is none",
                          "write it like messages:list"));
      if (functions.putIfAbsent(path, function) != null) {
        throw failure("the function " + path, "its path is taken", "give it another");
      }
    }

    private static RegistrationException failure(String what, String reason, String remedy) {
      return new RegistrationException(
          "Tried to register %s but failed because %s; %s.".formatted(what, reason, remedy));
    }
  }
}
