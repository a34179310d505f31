package dev.berth.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.observe.ContainerView;
import dev.berth.observe.NetworkView;
import dev.berth.observe.Ownership;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.io.IOException;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Updates of what others on the app's network reach by name, on the real engine. */
@QuarkusTest
@TestProfile(Scenario.Home.class)
class NamesScenario extends Scenario {
  private static final String APP = "crowd";

  /**
   * Looks the name up for each request. An address that has answered before and is still told must
   * answer: one that has just come, though another had it before, may not listen yet.
   */
  private static final String ASKER =
      """
      import collections, socket, time, urllib.request
      known, asked, lost, versions = set(), 0, [], collections.Counter()
      told = time.time()
      while True:
          try:
              address, *others = socket.gethostbyname_ex("web")[2]
              known &= {address, *others}
              answer = urllib.request.urlopen("http://%s/" % address, timeout=10).read().decode()
              known.add(address); versions[answer] += 1
          except Exception as e:
              if address in known: lost.append(repr(e))
          asked += 1
          if time.time() > told + 0.5:
              told = time.time()
              print("asked", asked, "lost", lost[:3], "by", sorted(versions), flush=True)
      """;

  @AfterEach
  void deleteTheApp() throws Exception {
    delete(APP);
  }

  private static String manifest(String version, int replicas) {
    return RevolvingPage.services(APP, "web", version, replicas, "strategy: Rolling")
        + """
          asker:
            image: python:3-slim
            init: true
            command: [python3, -c, %s]
        """
            .formatted(quoted(ASKER));
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }

  private void put(String version, int replicas) throws IOException {
    Response answer =
        request()
            .body(manifest(version, replicas))
            .put("/v1/apps/" + APP + "?wait=ready&timeout=120s");
    assertThat(answer.statusCode()).as(answer.asString()).isIn(200, 201);
  }

  private String said() throws IOException {
    return request().get("/v1/apps/" + APP + "/logs?service=asker&tail=1").asString();
  }

  private void awaitSaid(String words) {
    Awaitility.await().untilAsserted(() -> assertThat(said()).contains(words));
  }

  @Test
  void namesLeadToNobodyWhoEnds() throws Exception {
    put("one", 2);
    awaitSaid("'one'");
    put("two", 2);
    awaitSaid("'two'");
    put("three", 4);
    awaitSaid("'three'");
    put("four", 1);
    awaitSaid("'four'");

    assertThat(said()).contains("lost []");
    assertThat(engine.containers(Map.of(Ownership.APP, APP, Ownership.SERVICE, "web")))
        .singleElement()
        .extracting(ContainerView::networks)
        .satisfies(networks -> assertThat(networks.values()).allMatch(n -> n.contains("web")));
    assertThat(engine.networks(Map.of(Ownership.APP, APP)))
        .singleElement()
        .extracting(NetworkView::labels)
        .satisfies(labels -> assertThat(labels).containsKey(Ownership.ADDRESSES));
  }
}
