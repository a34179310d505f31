package dev.berth.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What the OpenAPI document promises must be kept: every key of every answer has a schema, every
 * status is named, and the names of operations stay.
 */
@QuarkusTest
@TestProfile(Scenario.Home.class)
class OpenApiScenario extends Scenario {
  private static final String APP =
      """
      name: oas-web
      image: alpine:3
      command: [sleep, infinity]
      ports: ["127.0.0.1::80"]
      environment: {NAME: World}
      volumes: ["data:/data"]
      labels: {a: b}
      mem_limit: 64m
      cpus: 0.5
      ulimits: {nofile: 1000}
      healthcheck: {test: [CMD, "true"], interval: 1s}
      stop_grace_period: 0s
      """;
  private static final String COMPOSE =
      """
      services:
        one: {image: "alpine:3", command: sleep infinity, stop_grace_period: 0s}
        two:
          image: alpine:3
          command: [sleep, infinity]
          depends_on: {one: {condition: service_started}}
          networks: {back: {aliases: [second]}}
          volumes: [{type: tmpfs, target: /tmp}]
          configs: [{source: motd, target: /etc/motd}]
          stop_grace_period: 0s
      networks: {back: {ipam: {config: [{subnet: 10.97.8.0/28}]}}}
      volumes: {kept: {labels: {x: y}}}
      configs: {motd: {content: hello}}
      """;

  /** As clients call them: a change breaks their code. */
  private static final String OPERATIONS =
      """
      adoptContainers adoptOrphans applyCompose applyDocuments backUp beginSignIn buildApp cancelOperation endSignIn getSignInIssuer createApp
      createEngine deleteEngine getEngine listEngines patchEngine putEngine
      createRegistry createSecret createSource deleteApp deleteApps deleteImage deleteRegistry
      deleteSecret deleteSource deleteToken diffSource driveRollout execInApp getApp getAppCompose getAppDrift getAppLogs
      getAppPlan getAppRevisionLog getAppStats getContext getImage getOperation getRegistry getSecret getSession getSource
      getSystem getToken hookSource keepAppDrift killApp listAppEvents listAppRevisions listApps listAudit
      listContainers listEvents listImages listNetworks listNotices listOperations listRegistries listSecrets listSourceEvents
      listSources listTokens listVolumes patchApp patchRegistry patchSecret patchSource pruneImages pullImage
      pushImage putApp putContext putRegistry putSecret putSource putToken removeOrphans repairApp
      restartApp
      rollBackApp rotateKey signIn signOut startApp stopApp syncSource tagImage
      testNotice
      """;

  private JsonPath document;
  private OpenApiCheck check;

  @BeforeEach
  void read() throws IOException {
    String text = bare().accept("application/json").get("/openapi").asString();
    document = JsonPath.from(text);
    check = new OpenApiCheck(text, true);
  }

  @AfterEach
  void remove() throws IOException {
    delete("oas-two");
    delete("oas-web");
  }

  private RequestSpecification ask() throws IOException {
    return bare().filter(check);
  }

  private void ask(String method, String path, int status) throws IOException {
    Response answer = ask().request(method, path);
    assertThat(answer.statusCode()).as(path + ": " + answer.asString()).isEqualTo(status);
  }

  private void send(String body, String method, String path, int status) throws IOException {
    Response answer = ask().body(body).request(method, path);
    assertThat(answer.statusCode()).as(path + ": " + answer.asString()).isEqualTo(status);
  }

  @Test
  void operationsKeepTheirNames() {
    Map<String, Map<String, Map<String, Object>>> paths = document.getMap("paths");
    Map<String, String> found = new TreeMap<>();
    paths.forEach((path, item) ->
        item.forEach((method, operation) ->
            found.put(String.valueOf(operation.get("operationId")), method + " " + path)));

    assertThat(found.keySet())
        .containsExactlyInAnyOrderElementsOf(Arrays.asList(OPERATIONS.strip().split("\\s+")));
  }

  /** Whoever tries a request out in /docs sends what is filled in. */
  @Test
  void nothingOptionalIsFilledIn() {
    Map<String, Map<String, Map<String, Object>>> paths = document.getMap("paths");

    assertThat(paths.toString()).doesNotContain("example=djE6YQ");
    paths.values().stream()
        .flatMap(item -> item.values().stream())
        .flatMap(operation ->
            operation.get("parameters") instanceof List<?> all ? all.stream() : Stream.of())
        .map(parameter -> (Map<?, ?>) parameter)
        .forEach(parameter ->
            assertThat(parameter.keySet().toString())
                .as(parameter.toString())
                .doesNotContain("example"));
  }

  @Test
  void answersOfAppsAreAsDocumented() throws Exception {
    send(APP, "POST", "/v1/apps?dryRun=true", 200);
    send(APP, "POST", "/v1/apps?wait=ready&timeout=25s", 201);
    send(APP.replace("World", "Moon"), "POST", "/v1/apps", 409);
    send(APP.replace("World", "Moon"), "PUT", "/v1/apps/oas-web?wait=ready&timeout=25s", 200);
    for (String below :
        new String[] {
          "", "/events", "/revisions", "/plan", "/drift", "/compose", "/logs", "/stats"
        }) {
      Response answer = ask().accept(accept(below)).get("/v1/apps/oas-web" + below);
      assertThat(answer.statusCode()).as(below + answer.asString()).isEqualTo(200);
    }
    ask("GET", "/v1/apps?limit=1", 200);
    ask("GET", "/v1/containers?unmanaged=true&all=true", 200);
    ask("GET", "/v1/volumes?unmanaged=true&size=true", 200);
    ask("GET", "/v1/networks?unmanaged=true", 200);
    for (String verb : new String[] {"stop", "start", "restart", "kill"}) {
      ask("POST", "/v1/apps/oas-web/" + verb + "?wait=ready&timeout=25s", 200);
    }
    send("{revision: 1}", "POST", "/v1/apps/oas-web/rollback", 200);
    send("{action: pause}", "POST", "/v1/apps/oas-web/rollout", 200);
    send("{action: resume}", "POST", "/v1/apps/oas-web/rollout", 200);
    send("{action: promote}", "POST", "/v1/apps/oas-web/rollout", 409);
    send("{action: wait}", "POST", "/v1/apps/oas-web/rollout", 422);
    send("{revision: 99}", "POST", "/v1/apps/oas-web/rollback?dryRun=true", 422);
    send(COMPOSE, "POST", "/v1/compose?name=oas-two&wait=ready&timeout=25s", 201);
    ask("GET", "/v1/apps/oas-two", 200);
    ask("GET", "/v1/apps/oas-two/revisions", 200);
    send(APP + "---\n" + APP.replace("oas-web", "oas-no"), "POST", "/v1/apply?dryRun=true", 200);
    ask("DELETE", "/v1/apps/oas-two?volumes=delete&dryRun=true", 200);
  }

  private static String accept(String below) {
    return below.equals("/logs") ? "text/plain" : "application/json";
  }

  @Test
  void answersOfResourcesAreAsDocumented() throws Exception {
    Path folder = Files.createDirectories(home.resolve("oas"));
    Files.writeString(folder.resolve("bad.yaml"), "name: No\nimage: 7\n");
    send("{spec: {folder: bad}}", "PUT", "/v1/sources/oas-s", 422);
    send("{spec: {folder: %s}}".formatted(folder), "PUT", "/v1/sources/oas-s", 201);
    ask("POST", "/v1/sources/oas-s/sync", 200);
    ask("GET", "/v1/sources/oas-s/diff", 200);
    ask("GET", "/v1/sources/oas-s/events", 200);
    ask("GET", "/v1/sources/oas-s", 200);
    ask("DELETE", "/v1/sources/oas-s", 200);
    ask("GET", "/v1/sources", 200);
    send("{spec: {data: {k: v}}}", "PUT", "/v1/secrets/oas-k", 201);
    ask("GET", "/v1/secrets/oas-k", 200);
    ask("GET", "/v1/secrets", 200);
    ask("DELETE", "/v1/secrets/oas-k", 200);
    send("{spec: {username: a}}", "PUT", "/v1/registries/oas.invalid", 422);
    ask("GET", "/v1/registries", 200);
    send("{spec: {role: viewer, expiry: 1d}}", "PUT", "/v1/tokens/oas-t", 201);
    ask("GET", "/v1/tokens", 200);
    ask("DELETE", "/v1/tokens/oas-t", 200);
    ask("DELETE", "/v1/tokens/oas-t", 404);
    ask("GET", "/v1/notices", 200);
    ask("POST", "/v1/notices/nobody/test", 404);
    ask("GET", "/v1/session", 200);
    send("{token: guess}", "POST", "/v1/session", 401);
    ask("DELETE", "/v1/session", 204);
    ask("GET", "/v1/session/oidc", 200);
    ask("GET", "/v1/audit?limit=5", 200);
    ask("GET", "/v1/system", 200);
    ask("POST", "/v1/system/rotate-key", 200);
  }

  @Test
  void answersOfImagesAreAsDocumented() throws Exception {
    ask("GET", "/v1/images", 200);
    ask("GET", "/v1/images/alpine:3", 200);
    ask("GET", "/v1/images/oas-nothing:1", 404);
    ask("POST", "/v1/images/alpine:3/tag?tag=oas-image:1&dryRun=true", 200);
    ask("POST", "/v1/images/alpine:3/tag?tag=oas-image:1", 201);
    ask("POST", "/v1/images/oas-image:1/push?dryRun=true", 200);
    ask("POST", "/v1/images/oas-image:1/pull?dryRun=true", 200);
    ask("DELETE", "/v1/images/oas-image:1?dryRun=true", 200);
    ask("DELETE", "/v1/images/oas-image:1", 200);
    ask("POST", "/v1/images/prune?dryRun=true", 200);
    ask("GET", "/v1/operations", 200);
    ask("GET", "/v1/operations/none", 404);
    send("{app: oas-nobody}", "POST", "/v1/system/orphans/remove", 200);
    send("{app: oas-nobody}", "POST", "/v1/system/orphans/adopt", 404);
    send("{container: oas-nobody}", "POST", "/v1/adopt", 404);
  }
}
