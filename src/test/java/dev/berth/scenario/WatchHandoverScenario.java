package dev.berth.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/**
 * Whoever watches at a Berth that follows must see every acknowledged write, in order and once, in
 * one stream that does not end, whatever becomes of the Berth that leads.
 */
class WatchHandoverScenario extends OverPostgres {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** Three writes each, ten a second. */
  private static final int ROUNDS = 45;

  private static final int KILLED = 22;

  /** Rounds until something is changed, and until it goes: longer than a hand-over. */
  private static final int CHANGED = 6;

  private static final int DELETED = 15;

  private String database;
  private OwnServer one;
  private OwnServer two;
  private final List<HeldStream> streams = new ArrayList<>();

  /** What was acknowledged last of each path; empty where it was deleted. */
  private final Map<String, String> wanted = new TreeMap<>();

  /** The first to start leads. */
  @BeforeEach
  void twoBerths(TestInfo test) throws Exception {
    database = name("watched-", test);
    cluster.create(database);
    one = berth("one", database).start();
    two = berth("two", database);
    shareKey(one.home, two.home);
    two.start();
    await().atMost(LIMIT).until(() -> two.request().get("/v1/apps").statusCode() == 200);
  }

  @AfterEach
  void removeAll() throws Exception {
    streams.forEach(HeldStream::close);
    one.signal("CONT");
    one.close();
    two.close();
  }

  private HeldStream watch(String path) throws IOException {
    String token = Files.readString(two.home.resolve("admin-token")).strip();
    HeldStream stream = new HeldStream("http://127.0.0.1:" + two.port + path, token);
    streams.add(stream);
    await().atMost(LIMIT).until(stream::isOpen);
    return stream;
  }

  private static boolean leads(OwnServer berth) throws IOException {
    return berth.request().get("/health/ready").asString().contains("\"leads\": true");
  }

  @Test
  void everyWriteIsSeenOnceAndInOrderWhenTheLeaderIsKilled() throws Exception {
    Map<HeldStream, String> watched = openAll();

    for (int i = 0; i < ROUNDS; i++) {
      if (i == KILLED) {
        one.kill();
      }
      round(i);
    }

    assertThat(leads(two)).isTrue();
    assertAll(watched);
  }

  /** As in a rolling upgrade; the stream is open at the one that stays. */
  @Test
  void everyWriteIsSeenOnceAndInOrderWhenTheLeaderEnds() throws Exception {
    Map<HeldStream, String> watched = openAll();

    for (int i = 0; i < ROUNDS; i++) {
      if (i == KILLED) {
        one.signal("TERM");
      }
      round(i);
    }

    assertAll(watched);
  }

  /** Its connections stay, and say nothing; when it wakes it has nothing to say. */
  @Test
  void everyWriteIsSeenOnceAndInOrderWhenTheLeaderStandsStill() throws Exception {
    Map<HeldStream, String> watched = openAll();

    for (int i = 0; i < ROUNDS; i++) {
      if (i == KILLED) {
        one.signal("STOP");
      }
      round(i);
    }
    one.signal("CONT");

    assertThat(leads(two)).isTrue();
    assertAll(watched);
  }

  /** In both shapes, of things with a status and of things without. */
  private Map<HeldStream, String> openAll() throws Exception {
    Map<HeldStream, String> watched = new LinkedHashMap<>();
    for (String kind : List.of("apps", "secrets")) {
      watched.put(watch("/v1/" + kind + "?watch=true"), kind);
      watched.put(watch("/apis/berth.dev/v1/" + kind + "?watch=1"), kind);
    }
    return watched;
  }

  private void round(int i) throws Exception {
    for (String kind : List.of("apps", "secrets")) {
      put(kind, i, "first");
      if (i >= CHANGED) {
        put(kind, i - CHANGED, "second");
      }
      if (i >= DELETED && i % 2 == 1) {
        delete(kind, i - DELETED);
      }
    }
  }

  /** Each is tried until it is acknowledged. */
  private void put(String kind, int i, String mark) throws Exception {
    String name = "ha-w" + (100 + i);
    String content =
        kind.equals("apps")
            ? "spec: {image: 'alpine:3', state: Stopped}"
            : "spec: {data: {password: hush-%s}}".formatted(mark);
    String body =
        """
        apiVersion: berth.dev/v1
        kind: %s
        metadata: {name: %s, labels: {mark: %s}}
        %s
        """
            .formatted(kind.equals("apps") ? "App" : "Secret", name, mark, content);
    String path = "/v1/" + kind + "/" + name;
    await()
        .atMost(LIMIT)
        .until(() -> Set.of(200, 201).contains(status(two.request().body(body).put(path))));
    wanted.put(path, mark);
    TimeUnit.MILLISECONDS.sleep(100);
  }

  private void delete(String kind, int i) throws Exception {
    String path = "/v1/" + kind + "/ha-w" + (100 + i);
    await()
        .atMost(LIMIT)
        .until(() -> Set.of(200, 202, 204, 404).contains(status(two.request().delete(path))));
    wanted.put(path, "");
    TimeUnit.MILLISECONDS.sleep(100);
  }

  private static int status(Response answer) {
    if (answer.statusCode() == 422 || answer.statusCode() == 400) {
      throw new IllegalStateException(answer.asString());
    }
    return answer.statusCode();
  }

  private void assertAll(Map<HeldStream, String> watched) {
    for (Map.Entry<HeldStream, String> one : watched.entrySet()) {
      Map<String, String> of = new TreeMap<>();
      wanted.forEach((path, mark) -> {
        if (path.startsWith("/v1/" + one.getValue() + "/")) {
          of.put(path.substring(path.lastIndexOf('/') + 1), mark);
        }
      });
      await()
          .atMost(LIMIT)
          .untilAsserted(() -> assertThat(last(one.getKey().told())).isEqualTo(of));
      assertThat(one.getKey().faults()).isEmpty();
      assertInOrderAndOnce(one.getKey().told());
      of.keySet().forEach(name -> assertSeen(name, of.get(name), one.getKey().told()));
    }
  }

  /** What each was told last to be; empty where it is gone. */
  private static Map<String, String> last(List<HeldStream.Told> told) {
    Map<String, String> last = new TreeMap<>();
    told.forEach(one -> last.put(one.name(), one.type().equals("DELETED") ? "" : one.mark()));
    return last;
  }

  private static void assertInOrderAndOnce(List<HeldStream.Told> told) {
    Map<String, Boolean> there = new HashMap<>();
    long before = 0;
    for (HeldStream.Told one : told) {
      assertThat(one.number()).as(one.toString()).isGreaterThan(before);
      before = one.number();
      boolean wasThere = there.getOrDefault(one.name(), false);
      assertThat(wasThere).as(one.toString()).isEqualTo(!one.type().equals("ADDED"));
      there.put(one.name(), !one.type().equals("DELETED"));
    }
  }

  /** Its beginning, its change, and its end where it has one. */
  private static void assertSeen(String name, String mark, List<HeldStream.Told> told) {
    List<String> seen =
        told.stream().filter(one -> one.name().equals(name)).map(one -> one.mark()).toList();
    assertThat(seen).as(name).startsWith("first");
    if (!mark.equals("first")) {
      assertThat(seen).as(name).contains("second");
    }
  }
}
