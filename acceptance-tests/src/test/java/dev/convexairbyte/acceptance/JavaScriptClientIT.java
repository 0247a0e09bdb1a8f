package dev.convexairbyte.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.convexairbyte.acceptance.oracle.NodeOracle;
import dev.convexairbyte.stub.StubBackend;
import dev.convexairbyte.stub.StubSettings;
import dev.convexairbyte.stub.app.ConvexError;
import dev.convexairbyte.stub.app.UserIdentity;
import dev.convexairbyte.stub.app.Values;
import dev.convexairbyte.stub.authentication.AuthProvider;
import dev.convexairbyte.stub.authentication.SigningAlgorithm;
import dev.convexairbyte.stub.junit.StubExtension;
import dev.convexairbyte.stub.registration.AppDefinition;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Convex's own JavaScript client, pinned in javascript/package.json, against the stub. */
class JavaScriptClientIT {

  private static final String ISSUER = "https://issuer.invalid";

  private static final Path SCRIPTS =
      Programs.ofThisCheckout().home().resolve("acceptance-tests/javascript");

  @RegisterExtension
  private final StubExtension extension = StubExtension.with(JavaScriptClientIT::define);

  /** How a program ended. */
  private record Run(int exitCode, String output) {}

  private static void define(AppDefinition app) {
    app.query("values:echo", (ctx, args) -> args);
    app.query("notes:list", (ctx, args) -> Values.array(ctx.db().query("notes").collect()));
    app.mutation("notes:add", (ctx, args) -> Values.of(ctx.db().insert("notes", args)));
    app.action(
        "notes:addTwo",
        (ctx, args) -> {
          ctx.runMutation("notes:add", args);
          ctx.runMutation("notes:add", args);
          return ctx.runQuery("notes:count", Values.object());
        });
    app.internalQuery(
        "notes:count", (ctx, args) -> Values.of(ctx.db().query("notes").collect().size()));
    app.internalQuery("notes:secret", (ctx, args) -> Values.NULL);
    app.mutation(
        "notes:refuse",
        (ctx, args) -> {
          throw new ConvexError(Values.object("code", "taken", "at", 7L));
        });
    app.mutation(
        "notes:fail",
        (ctx, args) -> {
          throw new IllegalStateException("no more notes");
        });
    app.query(
        "users:subject",
        (ctx, args) -> Values.of(ctx.auth().getUserIdentity().map(UserIdentity::subject)));
  }

  @BeforeAll
  static void findTheClient() {
    NodeOracle.require();
  }

  private static Run run(List<String> command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).directory(SCRIPTS.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    boolean ended = process.waitFor(120, TimeUnit.SECONDS);
    return new Run(ended ? process.exitValue() : -1, output);
  }

  private static Run client(StubBackend stub, String... token) throws Exception {
    String[] arguments =
        Stream.concat(Stream.of(stub.url().toString()), Stream.of(token)).toArray(String[]::new);
    return run(NodeOracle.command("client.mjs", arguments));
  }

  @Test
  void callsFunctionsAndUnderstandsWhatTheyAnswer(StubBackend stub) throws Exception {
    Run run = client(stub);

    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(run.output().lines())
        .containsExactly(
            "passed sendsAndGetsEveryType",
            "passed runsMutationsAndSeesThemInQueries",
            "passed runsActions",
            "passed readsSeveralQueriesAsOfOneMoment",
            "passed getsTheDataOfAnApplicationsError",
            "passed getsTheMessageOfAnyOtherError",
            "passed cannotCallInternalFunctions");
  }

  @Test
  void bringsAUser() throws Exception {
    RSAKey key = new RSAKeyGenerator(2048).keyID("1").generate();
    StubSettings settings =
        StubSettings.builder().app(JavaScriptClientIT::define).authProviders(trusting(key)).build();
    Run run;
    try (StubBackend stub = StubBackend.start(settings)) {
      run = client(stub, token(key));
    }

    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(run.output().lines()).containsExactly("passed tellsFunctionsWhoTheUserIs");
  }

  private static AuthProvider trusting(RSAKey key) {
    byte[] keys = new JWKSet(key).toString(true).getBytes(StandardCharsets.UTF_8);
    return new AuthProvider.CustomJwt(
        ISSUER,
        URI.create("data:application/json;base64," + Base64.getEncoder().encodeToString(keys)),
        SigningAlgorithm.RS256,
        Optional.empty());
  }

  private static String token(RSAKey key) throws JOSEException {
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer(ISSUER)
            .subject("ada")
            .issueTime(Date.from(Instant.now()))
            .expirationTime(Date.from(Instant.now().plusSeconds(600)))
            .build();
    SignedJWT token =
        new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("1").build(), claims);
    token.sign(new RSASSASigner(key));
    return token.serialize();
  }
}
