package dev.berth.scenario;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.observe.Ownership;
import dev.berth.spec.Front;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Apps share one port of the machine by their names, on the real engine. */
@QuarkusTest
@TestProfile(Scenario.Home.class)
class FrontDoorScenario extends Scenario {
  private static final String APP = "named";
  private static final String OTHER = "other";

  /** As {@link Visitors} call it. */
  private static final String HOST = "here";

  @AfterEach
  void deleteTheApps() throws Exception {
    delete(OTHER);
    delete(APP);
    eventually(() -> {
      assertThat(request().get("/v1/apps/" + Front.APP).statusCode()).isEqualTo(404);
      assertThat(engine.containers(Map.of(Ownership.APP, Front.APP))).isEmpty();
      assertThat(engine.networks(Map.of(Ownership.APP, Front.APP))).isEmpty();
    });
  }

  private static String manifest(String app, String version, int replicas, String ingress) {
    return RevolvingPage.manifest(app, 0, version, replicas, "strategy: Rolling, maxUnavailable: 0")
            .replaceFirst("ports: .*\n", "expose: [80]\n")
        + "ingress: {"
        + ingress
        + "}\n";
  }

  private Response put(String app, String version, int replicas, String ingress)
      throws IOException {
    return request()
        .body(manifest(app, version, replicas, ingress))
        .put("/v1/apps/" + app + "?wait=ready&timeout=120s");
  }

  private static void good(Response answer) {
    assertThat(answer.statusCode()).as(answer.asString()).isIn(200, 201);
  }

  private static Response page(String host, String path) {
    return given().header("Host", host).get("http://127.0.0.1:" + FRONT_PORT + path);
  }

  private static void answers(String host, String path, String body) {
    eventually(() -> assertThat(page(host, path).asString()).isEqualTo(body));
  }

  @Test
  void namesAndPathsLeadToTheirApps() throws Exception {
    good(put(APP, "one", 1, "hosts: [shop.example, '*.shop.example']"));
    good(put(OTHER, "two", 1, "hosts: [blog.example, shop.example], paths: [/api]"));

    answers("shop.example", "/", "one");
    answers("EU.shop.example:80", "/apis", "one");
    answers("shop.example", "/api/", "two");
    answers("blog.example", "/api", "two");
    assertThat(page("blog.example", "/").statusCode()).isEqualTo(404);
    assertThat(page("a.eu.shop.example", "/").asString()).contains("no app here has this name");
    assertThat(
            request()
                .get("/v1/apps/" + OTHER)
                .jsonPath()
                .getList("status.services." + OTHER + ".endpoints"))
        .containsExactly(
            "http://blog.example:" + FRONT_PORT + "/api",
            "http://shop.example:" + FRONT_PORT + "/api");
  }

  @Test
  void nothingIsLostWhileAppsComeChangeAndGo() throws Exception {
    good(put(APP, "one", 2, "hosts: [" + HOST + "]"));
    answers(HOST, "/", "one");
    String front = container(Front.APP, Front.SERVICE).id();
    try (Visitors visitors = new Visitors(FRONT_PORT)) {
      good(put(OTHER, "two", 1, "hosts: [blog.example]"));
      answers("blog.example", "/", "two");
      good(put(APP, "three", 2, "hosts: [" + HOST + "]"));
      delete(OTHER);
      eventually(() -> assertThat(page("blog.example", "/").statusCode()).isEqualTo(404));
      visitors.close();

      assertThat(visitors.lost()).isEmpty();
      assertThat(visitors.answers().keySet()).containsExactlyInAnyOrder("one", "three");
      assertThat(visitors.answered()).isGreaterThan(500);
    }
    assertThat(container(Front.APP, Front.SERVICE).id()).isEqualTo(front);
  }

  @Test
  void aNameIsOneAppsOnly() throws Exception {
    good(put(APP, "one", 1, "hosts: [shop.example]"));
    Response late = put(OTHER, "two", 1, "hosts: [shop.example]");

    assertThat(late.statusCode()).isEqualTo(504);
    assertThat(late.asString())
        .contains("it has failed", "HostTaken", "shop.example/ is app named's already");
    answers("shop.example", "/", "one");
    good(put(APP, "one", 1, "hosts: [elsewhere.example]"));
    answers("shop.example", "/", "two");
    awaitReady(OTHER);
  }
}
