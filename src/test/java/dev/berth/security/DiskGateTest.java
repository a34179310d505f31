package dev.berth.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Issue 17: writes are refused early below a floor; what makes room goes on. */
class DiskGateTest {
  private static final int PASSED = 204;

  private final Vertx vertx = Vertx.vertx();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  @TempDir Path home;

  @AfterEach
  void end() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private HttpResponse<String> ask(long floor, String method, String path) throws Exception {
    DiskGate gate = new DiskGate(home, new MemorySize(BigInteger.valueOf(floor)), meters);
    Router router = Router.router(vertx);
    router.route().handler(gate::check);
    router.route().handler(context -> context.response().setStatusCode(PASSED).end());
    HttpServer server =
        vertx
            .createHttpServer()
            .requestHandler(router)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get(10, TimeUnit.SECONDS);
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort() + path))
              .method(method, HttpRequest.BodyPublishers.noBody())
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "POST,   /v1/apps,                    507",
    "PUT,    /v1/apps/a,                  507",
    "PATCH,  /v1/apps/a,                  507",
    "POST,   /v1/apps?dryRun=false,       507",
    "POST,   /apis/berth.dev/v1/apps,     507",
    "POST,   /v1/images/prune/more,       507",
    "GET,    /v1/apps,                    204",
    "HEAD,   /v1/apps,                    204",
    "DELETE, /v1/apps/a,                  204",
    "POST,   /v1/images/prune,            204",
    "POST,   /v1/apps?dryRun=true,        204",
    "POST,   /apis/berth.dev/v1/apps?dryRun=All, 204",
  })
  void belowTheFloor(String method, String path, int code) throws Exception {
    assertThat(ask(Long.MAX_VALUE, method, path).statusCode()).isEqualTo(code);
  }

  @Test
  void tellsHowMuchThereIsAndWhatToDo() throws Exception {
    assertThat(ask(Long.MAX_VALUE, "POST", "/v1/apps").body())
        .contains("berth.disk.floor", "make room", "KiB are free");
    assertThat(meters.get("berth.disk.free").gauge().value()).isPositive();
    assertThat(meters.get("berth.disk.floor").gauge().value()).isEqualTo((double) Long.MAX_VALUE);
  }

  @Test
  void aboveItNothingIsRefused() throws Exception {
    assertThat(ask(1, "POST", "/v1/apps").statusCode()).isEqualTo(PASSED);
  }
}
