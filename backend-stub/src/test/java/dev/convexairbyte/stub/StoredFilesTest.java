package dev.convexairbyte.stub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convexairbyte.stub.app.Blob;
import dev.convexairbyte.stub.app.StorageActionWriter;
import dev.convexairbyte.stub.app.StorageReader;
import dev.convexairbyte.stub.app.Values;
import dev.convexairbyte.stub.registration.AppDefinition;
import dev.convexairbyte.values.ConvexValue;
import dev.convexairbyte.values.ConvexValue.BytesValue;
import dev.convexairbyte.values.ConvexValue.ObjectValue;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredFilesTest {

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** The digest of {@code hello}. */
  private static final String SHA256 = "LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=";

  @TempDir private Path directory;
  private StubBackend stub = start(builder());
  private ApiClient client = ApiClient.of(stub);

  private static StubSettings.Builder builder() {
    return StubSettings.builder().app(StoredFilesTest::define);
  }

  private static StubBackend start(StubSettings.Builder settings) {
    return StubBackend.start(settings.build());
  }

  /** Puts a stub with other settings in the place of the one that runs. */
  private void restart(StubSettings.Builder settings) {
    stub.close();
    stub = start(settings);
    client = ApiClient.of(stub);
  }

  private static void define(AppDefinition app) {
    app.action("files:store", (ctx, args) -> store(ctx.storage(), args));
    app.action(
        "files:get",
        (ctx, args) -> {
          Blob blob = ctx.storage().get(id(args)).orElse(null);
          return blob == null ? Values.NULL : describe(blob);
        });
    app.action("files:getUrl", (ctx, args) -> url(ctx.storage(), args));
    app.action(
        "files:remove",
        (ctx, args) -> {
          ctx.storage().delete(id(args));
          return Values.NULL;
        });
    app.query("files:url", (ctx, args) -> url(ctx.storage(), args));
    app.query("files:metadata", (ctx, args) -> Values.of(ctx.storage().getMetadata(id(args))));
    app.mutation("files:upload", (ctx, args) -> Values.of(ctx.storage().generateUploadUrl()));
    app.mutation(
        "files:delete",
        (ctx, args) -> {
          ctx.storage().delete(id(args));
          if (Values.given(args, "fail").isPresent()) {
            throw new IOException("after all");
          }
          return url(ctx.storage(), args);
        });
  }

  private static ConvexValue store(StorageActionWriter storage, ObjectValue args) {
    byte[] bytes = ((BytesValue) Values.field(args, "bytes")).toByteArray();
    Blob blob = Blob.of(bytes, Values.string(args, "type"));
    return Values.of(
        storage.store(blob, Values.given(args, "sha256").isEmpty() ? null : digest(args)));
  }

  private static String digest(ObjectValue args) {
    return Values.string(args, "sha256");
  }

  private static ConvexValue describe(Blob blob) throws IOException {
    try (InputStream bytes = blob.open()) {
      return Values.object(
          "size",
          (double) blob.size(),
          "type",
          blob.type(),
          "text",
          new String(bytes.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private static ConvexValue url(StorageReader storage, ObjectValue args) {
    return Values.of(storage.getUrl(id(args)));
  }

  private static String id(ObjectValue args) {
    return Values.string(args, "id");
  }

  @AfterEach
  void stop() {
    stub.close();
  }

  private ApiClient.Answer call(String path, String args) {
    return client.post("/api/run/" + path, "{\"args\":{%s}}".formatted(args.replace('\'', '"')));
  }

  private String value(String path, String args) {
    ApiClient.Answer answer = call(path, args);
    assertThat(answer.json().path("status").asText()).as(answer.body()).isEqualTo("success");
    return answer.json().path("value").asText();
  }

  private String uploadUrl() {
    return value("files/upload", "");
  }

  private String upload(byte[] bytes) {
    HttpResponse<String> response =
        send(
            HttpRequest.newBuilder(URI.create(uploadUrl()))
                .POST(BodyPublishers.ofByteArray(bytes)));
    assertThat(response.statusCode()).isEqualTo(200);
    return ApiClient.parse(response.body()).path("storageId").asText();
  }

  private String urlOf(String id) {
    return value("files/url", "'id':'%s'".formatted(id));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return HTTP.send(request.build(), BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] get(String url) throws Exception {
    return HTTP.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofByteArray())
        .body();
  }

  /** Path and query of a URL of the stub. */
  private static String target(String url) {
    URI uri = URI.create(url);
    return uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
  }

  @Test
  void storesWhatIsUploadedAndServesItWithItsType() {
    ApiClient.Answer stored = client.postAs("text/x-test", target(uploadUrl()), "hello");
    String id = stored.json().path("storageId").asText();

    HttpResponse<String> file = send(HttpRequest.newBuilder(URI.create(urlOf(id))));

    assertThat(stored.status()).isEqualTo(200);
    assertThat(id).startsWith("kg");
    assertThat(file.body()).isEqualTo("hello");
    assertThat(file.headers().firstValue("Content-Type")).contains("text/x-test");
    assertThat(file.headers().firstValue("Content-Length")).contains("5");
    assertThat(file.headers().firstValue("Digest")).contains("sha-256=" + SHA256);
    assertThat(file.headers().firstValue("Cache-Control")).contains("private, max-age=2592000");
    assertThat(file.headers().firstValue("Accept-Ranges")).contains("bytes");
  }

  @Test
  void hasAUrlThatTellsNothingOfTheId() {
    String id = upload(new byte[] {1});

    String uuid = urlOf(id).substring(urlOf(id).lastIndexOf('/') + 1);

    assertThat(UUID.fromString(uuid).version()).isEqualTo(4);
    assertThat(urlOf(id)).startsWith(stub.url() + "/api/storage/").doesNotContain(id);
    assertThat(client.get("/api/storage/" + id).error()).isEqualTo("400 InvalidStoragePath");
  }

  @Test
  void knowsWhatWasStored() {
    String id = value("files/store", "'bytes':{'$bytes':'aGVsbG8='},'type':'text/plain'");

    ApiClient.Answer answer = call("files/metadata", "'id':'%s'".formatted(id));

    assertThat(answer.json().path("value").path("_id").asText()).isEqualTo(id);
    assertThat(answer.json().path("value").path("_creationTime").isNumber()).isTrue();
    assertThat(answer.json().path("value").path("sha256").asText()).isEqualTo(SHA256);
    assertThat(answer.json().path("value").path("size").asInt()).isEqualTo(5);
    assertThat(answer.json().path("value").path("contentType").asText()).isEqualTo("text/plain");
    assertThat(answer.json().path("value").size()).isEqualTo(5);
  }

  @Test
  void keepsAFileWithoutATypeWithoutOne() {
    String id = value("files/store", "'bytes':{'$bytes':''},'type':''");

    HttpResponse<String> file = send(HttpRequest.newBuilder(URI.create(urlOf(id))));

    assertThat(call("files/metadata", "'id':'%s'".formatted(id)).body())
        .contains("\"contentType\":null");
    assertThat(file.statusCode()).isEqualTo(200);
    assertThat(file.headers().firstValue("Content-Type")).isEmpty();
  }

  @Test
  void givesAnActionItsBytes() {
    String id = upload("hello".getBytes(StandardCharsets.UTF_8));

    ApiClient.Answer blob = call("files/get", "'id':'%s'".formatted(id));

    assertThat(blob.body()).contains("\"value\":{\"size\":5.0,\"text\":\"hello\",\"type\":\"\"}");
  }

  @Test
  void servesOneRange() {
    String path = target(urlOf(upload(new byte[] {'a', 'b', 'c', 'd', 'e'})));

    ApiClient.Answer part = client.send("GET", path, "Range", "bytes=1-2");

    assertThat(part.status()).isEqualTo(206);
    assertThat(part.body()).isEqualTo("bc");
    assertThat(client.send("GET", path, "Range", "bytes=0-1,3-4").status()).isEqualTo(416);
    assertThat(client.send("GET", path, "Range", "bytes=5-").status()).isEqualTo(416);
    assertThat(client.send("GET", path, "Range", "lines=1-2").body()).isEqualTo("abcde");
    assertThat(client.send("HEAD", path, "Range", "bytes=1-2").status()).isEqualTo(206);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "..%2f..%2flog.sqlite",
        "..",
        "admin-key",
        "1-1-1-1-1",
        "00000000-0000-0000-0000-00000000000g",
        "00000000-0000-0000-0000-000000000000.part"
      })
  void refusesWhatIsNoUuidAsAPath(String name) {
    restart(builder().data(directory));

    assertThat(client.get("/api/storage/" + name).error()).isEqualTo("400 InvalidStoragePath");
  }

  @Test
  void findsNothingUnderFurtherPathsAndOtherUuids() {
    assertThat(client.withoutContract().get("/api/storage/a/b").status()).isEqualTo(404);
    assertThat(client.get("/api/storage/00000000-0000-4000-8000-000000000000").error())
        .isEqualTo("404 FileNotFound");
  }

  @Test
  void takesAnUploadForAnHourOnly() {
    SettableClock clock = new SettableClock(Instant.parse("2026-11-21T00:00:00Z"));
    restart(builder().clock(clock));
    String url = target(uploadUrl());

    clock.advance(Duration.ofMinutes(59));
    assertThat(client.postAs("text/plain", url, "x").status()).isEqualTo(200);
    clock.advance(Duration.ofMinutes(1));

    assertThat(client.postAs("text/plain", url, "x").error()).isEqualTo("401 StorageTokenExpired");
  }

  @Test
  void refusesAnUploadWithoutATokenOfItsOwn() {
    String url = target(uploadUrl());
    String forged = url.substring(0, url.length() - 1) + (url.endsWith("0") ? "1" : "0");

    assertThat(client.postAs("text/plain", forged, "x").error())
        .isEqualTo("401 StorageTokenInvalid");
    assertThat(client.postAs("text/plain", "/api/storage/upload?token=", "x").error())
        .isEqualTo("401 StorageTokenInvalid");
    assertThat(client.postAs("text/plain", "/api/storage/upload", "x").error())
        .isEqualTo("400 BadQueryArgs");
  }

  @Test
  void checksTheDigestOfAnUpload() {
    String url = uploadUrl();

    HttpResponse<String> right = upload(url, "Digest", "sha-256=" + SHA256);
    HttpResponse<String> wrong = upload(url, "Digest", "sha-256=" + SHA256.replace('L', 'M'));
    HttpResponse<String> unreadable = upload(url, "Digest", "md5=" + SHA256);
    HttpResponse<String> noType = upload(url, "Content-Type", "text");

    assertThat(right.statusCode()).isEqualTo(200);
    assertThat(error(wrong)).isEqualTo("400 Sha256Mismatch");
    assertThat(error(unreadable)).isEqualTo("400 BadHeader");
    assertThat(error(noType)).isEqualTo("400 BadHeader");
  }

  private static String error(HttpResponse<String> response) {
    return new ApiClient.Answer(response.statusCode(), "", response.body()).error();
  }

  private static HttpResponse<String> upload(String url, String header, String value) {
    return send(
        HttpRequest.newBuilder(URI.create(url))
            .header(header, value)
            .POST(BodyPublishers.ofString("hello")));
  }

  @Test
  void checksTheDigestThatAnActionGives() throws Exception {
    String hello = "'bytes':{'$bytes':'aGVsbG8='},'type':'','sha256':";
    String hex = HexFormat.of().formatHex(Base64.getDecoder().decode(SHA256));

    assertThat(value("files/store", hello + "'" + SHA256 + "'")).startsWith("kg");
    assertThat(value("files/store", hello + "'" + hex + "'")).startsWith("kg");
    assertThat(call("files/store", hello + "'" + SHA256.replace('L', 'M') + "'").body())
        .contains("Sha256Mismatch");
    assertThat(call("files/store", hello + "'no digest'").body())
        .contains("the given sha256 is no digest");
  }

  @Test
  void deletesForGood() {
    String id = upload(new byte[] {1});
    String path = target(urlOf(id));

    String left = value("files/delete", "'id':'%s'".formatted(id));

    assertThat(left).isEqualTo("null");
    assertThat(client.get(path).error()).isEqualTo("404 FileNotFound");
    assertThat(value("files/get", "'id':'%s'".formatted(id))).isEqualTo("null");
    assertThat(call("files/metadata", "'id':'%s'".formatted(id)).body()).contains("\"value\":null");
    assertThat(call("files/remove", "'id':'%s'".formatted(id)).body())
        .contains("StorageIdNotFound");
  }

  @Test
  void undoesADeletionWithItsMutation() {
    restart(builder().data(directory));
    String id = upload(new byte[] {'a'});

    ApiClient.Answer failed = call("files/delete", "'id':'%s','fail':true".formatted(id));

    assertThat(failed.json().path("status").asText()).isEqualTo("error");
    assertThat(client.get(target(urlOf(id))).body()).isEqualTo("a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no id", "../x", "j575tdkqnc5q5gwtmyxys00tkx720rtv"})
  void wantsTheIdOfAFile(String id) {
    for (String function : List.of("url", "metadata", "get", "delete", "remove")) {
      assertThat(call("files/" + function, "'id':'%s'".formatted(id)).body())
          .contains("the given id is none of a file");
    }
  }

  @Test
  void takesAFileLargerThanAnyOtherBodyWhole() throws Exception {
    restart(builder().data(directory));
    byte[] bytes = new byte[(20 << 20) + 4321];
    new Random(7).nextBytes(bytes);

    String id = upload(bytes);

    assertThat(MessageDigest.isEqual(get(urlOf(id)), bytes)).isTrue();
    HttpRequest range =
        HttpRequest.newBuilder(URI.create(urlOf(id))).header("Range", "bytes=20971520-").build();
    assertThat(HTTP.send(range, BodyHandlers.ofByteArray()).body())
        .isEqualTo(Arrays.copyOfRange(bytes, 20 << 20, bytes.length));
  }

  @Test
  void keepsFilesInItsDirectoryAndNoneThatNobodyKnows() throws Exception {
    restart(builder().data(directory));
    String id = upload(new byte[] {'a'});
    String gone = upload(new byte[] {'b'});
    value("files/delete", "'id':'%s'".formatted(gone));
    upload(uploadUrl(), "Digest", "sha-256=" + SHA256.replace('L', 'M'));
    assertThat(filesInDirectory()).isEqualTo(1);
    stub.close();
    Files.write(directory.resolve("files").resolve(UUID.randomUUID().toString()), new byte[1]);
    Files.write(directory.resolve("files").resolve(UUID.randomUUID() + ".part"), new byte[1]);

    restart(builder().data(directory));

    assertThat(client.get(target(urlOf(id))).body()).isEqualTo("a");
    assertThat(filesInDirectory()).isEqualTo(1);
  }

  private long filesInDirectory() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("files"))) {
      return files.count();
    }
  }

  /** Who has no token fills no disk, not even until the answer. */
  @Test
  void writesNothingOfAnUploadThatIsNotWelcome() throws IOException {
    restart(builder().data(directory));
    String welcome = target(uploadUrl());
    try (RawClient with = new RawClient(stub.url());
        RawClient without = new RawClient(stub.url())) {
      // Each is told to go on, so both have been looked at.
      without.write(uploadHead("/api/storage/upload?token=x"));
      without.head();
      assertThat(filesInDirectory()).isZero();
      with.write(uploadHead(welcome));
      with.head();
      assertThat(filesInDirectory()).isEqualTo(1);
    }
  }

  private static String uploadHead(String target) {
    return "POST %s HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 9\r\n\r\n"
        .formatted(target);
  }

  @Test
  void forgetsFilesWithEverythingElse() {
    String id = upload(new byte[] {'a'});
    String path = target(urlOf(id));

    client.post("/_stub/reset", "");

    assertThat(client.get(path).error()).isEqualTo("404 FileNotFound");
    assertThat(call("files/url", "'id':'%s'".formatted(id)).body()).contains("\"value\":null");
  }

  @Test
  void keepsTokensOutOfTheLogOfRequests() {
    client.postAs("text/plain", target(uploadUrl()), "x");

    assertThat(stub.requests())
        .filteredOn(request -> request.path().equals("/api/storage/upload"))
        .singleElement()
        .satisfies(request -> assertThat(request.query()).isEmpty());
  }

  @Test
  void showsIdsOfFilesAsSuchInShapes() {
    String id = upload(new byte[] {'a'});
    stub.insert("messages", ApiClient.document("{'body':'%s'}".formatted(id)));

    ApiClient.Answer schemas = client.get("/api/json_schemas?format=json");

    assertThat(schemas.body()).contains("\"body\":{\"$description\":\"Id(_storage)\"");
  }

  @Test
  void urlsBeginWithTheAddressThatTheDeploymentIsToldToHave() {
    String id = upload(new byte[] {'a'});

    client.put("/_stub/address", "{\"url\":\"https://files.test:8443/convex/\"}");

    assertThat(urlOf(id)).startsWith("https://files.test:8443/convex/api/storage/");
    assertThat(uploadUrl()).startsWith("https://files.test:8443/convex/api/storage/upload?token=");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "localhost:3210", "ftp://files.test", "http://", "http://x?y", "http://x y"})
  void anAddressThatNobodyCouldReachIsRefusedAndTheOldOneKept(String url) {
    assertThat(client.put("/_stub/address", "{\"url\":\"" + url + "\"}").error())
        .isEqualTo("400 BadStubRequest");

    assertThat(uploadUrl()).startsWith(stub.url() + "/api/storage/upload");
  }
}
