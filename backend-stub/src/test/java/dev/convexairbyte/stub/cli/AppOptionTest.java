package dev.convexairbyte.stub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convexairbyte.stub.ApiClient;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Applications that the option --app loads, compiled by the tests themselves. */
class AppOptionTest {

  private static final String SERVICE =
      "META-INF/services/dev.convexairbyte.stub.registration.ConvexApp";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path files;

  private int serve(List<String> answers, Path... jars) {
    List<String> args = new ArrayList<>(List.of("serve", "--port", "0", "--site-port", "0"));
    for (Path jar : jars) {
      args.add("--app");
      args.add(jar.toString());
    }
    return StubMain.run(
        args.toArray(String[]::new),
        Map.of(),
        new PrintWriter(out, true),
        new PrintWriter(err, true),
        stub ->
            answers.add(
                ApiClient.of(stub)
                    .post("/api/query", "{\"path\":\"greetings:hello\",\"args\":{}}")
                    .body()));
  }

  private void requireMisuse(String sentence, Path... jars) {
    List<String> answers = new ArrayList<>();

    assertThat(serve(answers, jars)).isEqualTo(2);
    assertThat(answers).isEmpty();
    assertThat(err.toString().strip()).isEqualTo(sentence).doesNotContain("\n");
    assertThat(out.toString()).isEmpty();
  }

  /** A jar whose one class is an application with this body. */
  private Path jar(String name, String constructor, String define) throws IOException {
    String source =
        """
        package greetings;
        public final class %1$s implements dev.convexairbyte.stub.registration.ConvexApp {
          %2$s
          public void define(dev.convexairbyte.stub.registration.AppDefinition app) { %3$s }
        }
        """
            .formatted(name, constructor, define);
    Path folder = Files.createDirectories(files.resolve(name));
    Path file = Files.writeString(folder.resolve(name + ".java"), source);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    int code =
        compiler.run(
            null,
            null,
            null,
            "-classpath",
            System.getProperty("java.class.path"),
            "-d",
            folder.toString(),
            file.toString());
    assertThat(code).isZero();
    byte[] compiled = Files.readAllBytes(folder.resolve("greetings/" + name + ".class"));
    return zip(
        name + ".jar",
        Map.of(
            "greetings/" + name + ".class",
            compiled,
            SERVICE,
            ("greetings." + name).getBytes(StandardCharsets.UTF_8)));
  }

  private Path zip(String name, Map<String, byte[]> entries) throws IOException {
    Path jar = files.resolve(name);
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream zip = new JarOutputStream(file)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
    return jar;
  }

  private static String hello(String path) {
    return "app.query(\"%s\", (ctx, args) -> dev.convexairbyte.stub.app.Values.of(\"hello\"));"
        .formatted(path);
  }

  @Test
  void hasTheFunctionsOfEveryJar() throws Exception {
    List<String> answers = new ArrayList<>();
    Path first = jar("First", "", hello("greetings:hello"));
    Path second = jar("Second", "", hello("greetings:again"));

    assertThat(serve(answers, first, second)).isZero();
    assertThat(answers).containsExactly("{\"status\":\"success\",\"value\":\"hello\"}");
  }

  @Test
  void saysThatThereIsNoSuchFile() {
    Path missing = files.resolve("missing.jar");

    requireMisuse(
        "Tried to load the application %s but failed because there is no such file; check the path."
            .formatted(missing),
        missing);
  }

  @Test
  void saysThatAFileIsNoJar() throws Exception {
    Path text = Files.writeString(files.resolve("text.jar"), "no jar");

    requireMisuse(
        "Tried to load the application %s but failed because it is no jar; name the jar that the application was built into."
            .formatted(text),
        text);
  }

  @Test
  void saysThatAJarNamesNoApplication() throws Exception {
    Path empty = zip("empty.jar", Map.of("readme.txt", new byte[0]));

    requireMisuse(
        "Tried to load the application %s but failed because it names no application; name one in %s."
            .formatted(empty, SERVICE),
        empty);
  }

  @Test
  void saysThatAnApplicationCannotBeMade() throws Exception {
    Path absent =
        zip("absent.jar", Map.of(SERVICE, "greetings.Absent".getBytes(StandardCharsets.UTF_8)));
    Path broken =
        jar("Broken", "public Broken() { throw new IllegalStateException(\"secret\"); }", "");

    requireMisuse(
        "Tried to load the application %s but failed because an application that it names cannot be made; name public classes that implement ConvexApp and can be made without arguments."
            .formatted(absent),
        absent);
    err.getBuffer().setLength(0);
    requireMisuse(
        "Tried to load the application %s but failed because an application that it names cannot be made (IllegalStateException at Broken.java:3); name public classes that implement ConvexApp and can be made without arguments."
            .formatted(broken),
        broken);
  }

  @Test
  void saysWhereAnApplicationThrows() throws Exception {
    Path throwing = jar("Throwing", "", "throw new IllegalStateException(\"secret\");");

    requireMisuse(
        "Tried to load the application %s but failed because greetings.Throwing throws IllegalStateException at Throwing.java:4 when it registers its functions; correct it."
            .formatted(throwing),
        throwing);
  }

  @Test
  void saysWhichPathIsTakenOrNone() throws Exception {
    Path first = jar("First", "", hello("greetings:hello"));
    Path same = jar("Same", "", hello("greetings.js:hello"));
    Path none = jar("None", "", hello("greet ings"));

    requireMisuse(
        "Tried to register the function greetings:hello but failed because its path is taken; give it another.",
        first,
        same);
    err.getBuffer().setLength(0);
    requireMisuse(
        "Tried to register the function greet ings but failed because its path is none; write it like messages:list.",
        none);
  }

  @Test
  void takesOneRouter() throws Exception {
    Path two =
        jar(
            "Two",
            "",
            "app.http(new dev.convexairbyte.stub.routing.HttpRouter());"
                + "app.http(new dev.convexairbyte.stub.routing.HttpRouter());");

    requireMisuse(
        "Tried to register the routes of the site but failed because there are some already; use one router.",
        two);
  }
}
