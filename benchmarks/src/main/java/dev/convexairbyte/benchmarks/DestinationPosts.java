package dev.convexairbyte.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/**
 * Sends bodies that were prepared, and does nothing else: what a write is measured by. As a program
 * it takes the URL, the key, a directory of bodies (named by their number from 0), how many
 * requests to make, for which the bodies are taken in turn, and how many at a time.
 */
public final class DestinationPosts implements AutoCloseable {

  static final String IMPORT = "import_airbyte_records";

  private final String url;
  private final String key;
  private final int lanes;
  private final CloseableHttpClient http;

  DestinationPosts(String url, String key, int lanes) {
    this.url = url;
    this.key = key;
    this.lanes = lanes;
    this.http =
        HttpClients.custom()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setMaxConnPerRoute(lanes)
                    .build())
            .build();
  }

  public static void main(String[] arguments) throws Exception {
    List<byte[]> bodies = bodies(Path.of(arguments[2]));
    try (DestinationPosts posts =
        new DestinationPosts(arguments[0], arguments[1], Integer.parseInt(arguments[4]))) {
      posts.imports(bodies, Integer.parseInt(arguments[3]));
    }
  }

  private static List<byte[]> bodies(Path directory) throws IOException {
    List<byte[]> bodies = new ArrayList<>();
    for (Path file = directory.resolve("0");
        Files.exists(file);
        file = directory.resolve(String.valueOf(bodies.size()))) {
      bodies.add(Files.readAllBytes(file));
    }
    return bodies;
  }

  /** Makes so many imports, the next as soon as a lane is free. */
  void imports(List<byte[]> bodies, int requests) throws InterruptedException, ExecutionException {
    AtomicInteger next = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(lanes);
    List<Future<?>> running = new ArrayList<>();
    for (int lane = 0; lane < lanes; lane++) {
      running.add(
          threads.submit(
              () -> {
                for (int request = next.getAndIncrement();
                    request < requests;
                    request = next.getAndIncrement()) {
                  send("POST", IMPORT, bodies.get(request % bodies.size()));
                }
                return bodies;
              }));
    }
    for (Future<?> lane : running) {
      lane.get();
    }
    threads.shutdown();
  }

  /** Makes one request to an endpoint of streaming import. */
  void send(String method, String endpoint, byte[] body) throws IOException {
    HttpUriRequestBase request =
        new HttpUriRequestBase(method, URI.create(url + "/api/streaming_import/" + endpoint));
    request.setHeader(HttpHeaders.AUTHORIZATION, "Convex " + key);
    request.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
    int status =
        http.execute(
            request,
            response -> {
              EntityUtils.consume(response.getEntity());
              return response.getCode();
            });
    if (status != 200) {
      throw new IOException(endpoint + " was answered with " + status);
    }
  }

  @Override
  public void close() throws IOException {
    http.close();
  }
}
