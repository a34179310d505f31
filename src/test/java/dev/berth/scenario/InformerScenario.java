package dev.berth.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * An informer must know what is declared, before and after a restart of Berth. Berth runs as users
 * run it: as a process from its package.
 */
class InformerScenario {
  private static final ResourceDefinitionContext APPS =
      new ResourceDefinitionContext.Builder()
          .withGroup("berth.dev")
          .withVersion("v1")
          .withKind("App")
          .withPlural("apps")
          .withNamespaced(false)
          .build();

  private final Path home =
      Path.of("target", "scenario", UUID.randomUUID().toString()).toAbsolutePath();
  private final int port = freePort();
  private Process berth;

  InformerScenario() throws IOException {}

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @BeforeEach
  void start() throws IOException {
    Files.createDirectories(home);
    berth =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dberth.home=" + home,
                "-Dberth.port=" + port,
                "-jar",
                "target/quarkus-app/quarkus-run.jar",
                "serve")
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("log").toFile())
            .start();
    await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(this::answers);
  }

  private boolean answers() throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
              .send(
                  HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health/live"))
                      .build(),
                  HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 200;
    }
  }

  @AfterEach
  void stop() throws InterruptedException {
    berth.destroy();
    berth.waitFor();
  }

  private KubernetesClient client() throws IOException {
    Config config =
        new ConfigBuilder(Config.empty())
            .withMasterUrl("http://127.0.0.1:" + port)
            .withOauthToken(Files.readString(home.resolve("admin-token")).strip())
            .withWatchReconnectInterval(200)
            .build();
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  private static GenericKubernetesResource app(String name) {
    GenericKubernetesResource app = new GenericKubernetesResource();
    app.setApiVersion("berth.dev/v1");
    app.setKind("App");
    app.setMetadata(
        new io.fabric8.kubernetes.api.model.ObjectMetaBuilder()
            .withName(name)
            .withLabels(Map.of("of", "informer"))
            .build());
    app.setAdditionalProperty("spec", Map.of("image", "alpine:3", "state", "Stopped"));
    return app;
  }

  private static Set<String> names(List<GenericKubernetesResource> all) {
    return all.stream().map(app -> app.getMetadata().getName()).collect(Collectors.toSet());
  }

  @Test
  void knowsWhatIsDeclaredOverARestart() throws Exception {
    try (KubernetesClient client = client()) {
      client.genericKubernetesResources(APPS).resource(app("kube-inf-one")).create();
      SharedIndexInformer<GenericKubernetesResource> informer =
          client.genericKubernetesResources(APPS).inform();
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(
              () -> assertThat(names(informer.getStore().list())).containsExactly("kube-inf-one"));
      client.genericKubernetesResources(APPS).resource(app("kube-inf-two")).create();
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() -> assertThat(informer.getStore().list()).hasSize(2));

      stop();
      start();
      client.genericKubernetesResources(APPS).withName("kube-inf-one").delete();
      client.genericKubernetesResources(APPS).resource(app("kube-inf-three")).create();

      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() ->
              assertThat(names(informer.getStore().list()))
                  .isEqualTo(Set.of("kube-inf-two", "kube-inf-three")));
      informer.close();
    }
  }
}
