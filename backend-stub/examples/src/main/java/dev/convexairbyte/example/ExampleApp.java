package dev.convexairbyte.example;

import dev.convexairbyte.stub.registration.AppDefinition;
import dev.convexairbyte.stub.registration.ConvexApp;

/** The application; the stub finds it through META-INF/services. */
public final class ExampleApp implements ConvexApp {

  @Override
  public void define(AppDefinition app) {
    new Messages().define(app);
    new Uploads().define(app);
    app.http(new Routes().router());
  }
}
