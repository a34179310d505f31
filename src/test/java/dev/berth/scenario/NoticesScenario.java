package dev.berth.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.berth.port.NoticeStore;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody must hear of what Berth cannot mend: once, and although he is slow (issue 22). */
@QuarkusTest
@TestProfile(Configured.class)
class NoticesScenario extends Scenario {
  private static final int PORT = 22_201;
  private static final int MAIL_PORT = 22_202;
  private static final String APP = "num-told";
  private static final String TOKEN = "tok-5f1c9d";
  private static final String KEY = "key-in-the-url";
  private static final String SIGNING = "sign-77ab";

  @Inject NoticeStore store;

  private NoticeReceiver receiver;

  /** Of apps with labels that only this scenario gives. */
  static Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>();
    String here = "http://127.0.0.1:" + PORT;
    String prefix = "berth.notices.";
    settings.put(prefix + "hook.url", here + "/hook?key=" + KEY);
    settings.put(prefix + "hook.secret", SIGNING);
    settings.put(prefix + "hook.fold", "2s");
    settings.put(prefix + "hook.apps", "num=hook");
    settings.put(prefix + "slack.url", here + "/services/T0/B0/" + KEY);
    settings.put(prefix + "slack.form", "slack");
    settings.put(prefix + "slack.apps", "num=nobody");
    settings.put(prefix + "room.url", here);
    settings.put(prefix + "room.form", "matrix");
    settings.put(prefix + "room.room", "!ops:example.org");
    settings.put(prefix + "room.token-file", tokenFile().toString());
    settings.put(prefix + "room.apps", "num=nobody");
    settings.put(prefix + "phone.url", here + "/berth");
    settings.put(prefix + "phone.form", "ntfy");
    settings.put(prefix + "phone.apps", "num=nobody");
    settings.put(prefix + "mail.url", "smtp://127.0.0.1:" + MAIL_PORT);
    settings.put(prefix + "mail.form", "email");
    settings.put(prefix + "mail.from", "berth@example.org");
    settings.put(prefix + "mail.to", "ops@example.org,boss@example.org");
    settings.put(prefix + "mail.username", "berth");
    settings.put(prefix + "mail.password", TOKEN);
    settings.put(prefix + "mail.apps", "num=mail");
    settings.put(prefix + "mail.fold", "1s");
    return settings;
  }

  private static Path tokenFile() {
    try {
      Path file = Path.of("target", "num-matrix-token").toAbsolutePath();
      return Files.writeString(file, TOKEN + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @BeforeEach
  void receive() throws IOException {
    receiver = new NoticeReceiver(PORT);
  }

  @AfterEach
  void remove() throws Exception {
    for (String app : List.of(APP, APP + "-1", APP + "-2", APP + "-3")) {
      delete(app);
    }
    receiver.close();
  }

  private static void soon(ThrowingRunnable check) {
    await().atMost(Duration.ofSeconds(60)).ignoreExceptions().untilAsserted(check);
  }

  private static String app(String name, String who, String command) {
    return """
    {apiVersion: berth.dev/v1, kind: App, metadata: {name: %s, labels: {num: %s}},
     spec: {image: 'alpine:3', command: [%s], restart: 'no', stop_grace_period: 0s}}
    """
        .formatted(name, who, command);
  }

  private void broken(String name, String who) throws IOException {
    Response answer = request().body(app(name, who, "'false'")).put("/v1/apps/" + name);
    assertThat(answer.statusCode()).as(answer.asString()).isIn(200, 201);
  }

  private void mended(String name, String who) throws IOException {
    request().body(app(name, who, "sleep, '1000'")).put("/v1/apps/" + name);
    awaitReady(name);
  }

  private List<String> changes(NoticeReceiver.Told told) {
    return JsonPath.from(told.body()).getList("changes", Map.class).stream()
        .map(change -> change.get("app") + " " + change.get("kind"))
        .toList();
  }

  @Test
  void aFailureAndItsEndAreTold() throws Exception {
    broken(APP, "hook");
    soon(() -> assertThat(receiver.taken()).hasSize(1));
    NoticeReceiver.Told failed = receiver.taken().getFirst();
    assertThat(changes(failed)).containsExactly(APP + " Failed");
    assertThat(failed.path()).isEqualTo("/hook?key=" + KEY);
    assertThat(failed.signature()).isEqualTo("sha256=" + hmac(failed.body()));

    mended(APP, "hook");
    soon(() -> assertThat(receiver.taken()).hasSize(2));

    assertThat(changes(receiver.taken().getLast())).containsExactly(APP + " Recovered");
    assertThat(JsonPath.from(receiver.taken().getLast().body()).getString("text"))
        .contains("was Failed (");
  }

  private static String hmac(String body) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(SIGNING.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void whoRefusesIsAskedAgainAndToldOnce() throws Exception {
    receiver.answersNext(500, 503);
    receiver.says("no, " + KEY + " is no key");
    broken(APP, "hook");
    soon(() -> assertThat(receiver.told()).hasSize(1));
    soon(() ->
        assertThat(target("hook"))
            .containsEntry("failures", 1)
            .extracting("last")
            .asString()
            .contains("delivered=false", "code=500", "no, … is no key"));
    soon(() -> assertThat(receiver.taken()).hasSize(1));
    soon(() -> assertThat(target("hook")).containsEntry("waiting", 0).containsEntry("failures", 0));

    assertThat(receiver.told()).hasSize(3);
    assertThat(receiver.told().stream().map(NoticeReceiver.Told::id).distinct()).hasSize(1);
  }

  private Map<String, Object> target(String name) throws IOException {
    return request()
        .get("/v1/notices")
        .jsonPath()
        .getMap("items.find { it.name == '" + name + "' }");
  }

  @Test
  void aBurstIsOneNotice() throws Exception {
    for (int i : IntStream.rangeClosed(1, 3).toArray()) {
      broken(APP + "-" + i, "hook");
    }
    soon(() ->
        assertThat(receiver.taken().stream().flatMap(told -> changes(told).stream()))
            .containsExactlyInAnyOrder(APP + "-1 Failed", APP + "-2 Failed", APP + "-3 Failed"));

    assertThat(receiver.taken()).hasSize(1);
  }

  @Test
  void aDriftIsToldThoughItIsMended() throws Exception {
    apply(app(APP, "hook", "sleep, '1000'"));
    docker("network", "disconnect", "--force", APP + "_default", container(APP, APP).name());

    soon(() ->
        assertThat(receiver.taken().stream().flatMap(told -> changes(told).stream()))
            .contains(APP + " Drifted"));
    awaitReady(APP);
  }

  @Test
  void aTargetThatIsAwayHearsItLater() throws Exception {
    receiver.close();
    broken(APP, "hook");
    soon(() -> assertThat(target("hook").get("failures")).isNotEqualTo(0));
    assertThat(store.find("hook").orElseThrow()).contains(APP, "sending");

    receiver = new NoticeReceiver(PORT);

    soon(() -> assertThat(receiver.taken()).hasSize(1));
    assertThat(changes(receiver.taken().getFirst())).containsExactly(APP + " Failed");
  }

  @Test
  void aLetterIsWritten() throws Exception {
    GreenMail server = new GreenMail(new ServerSetup(MAIL_PORT, "127.0.0.1", "smtp"));
    server.setUser("berth", TOKEN);
    server.start();
    try {
      broken(APP, "mail");
      soon(() -> assertThat(server.getReceivedMessages()).hasSize(2));
      MimeMessage letter = server.getReceivedMessages()[0];

      assertThat(letter.getSubject()).isEqualTo("Berth: " + APP + " Failed");
      assertThat(letter.getFrom()).extracting(Object::toString).contains("berth@example.org");
      assertThat(letter.getContent().toString()).contains(APP + " Failed at ");
      assertThat(letter.getMessageID()).endsWith("@berth>");
    } finally {
      server.stop();
    }
  }

  @Test
  void aTestAnswersWhatTheTargetSaid() throws IOException {
    receiver.says("no_service " + TOKEN);
    for (String name : List.of("hook", "slack", "room", "phone")) {
      Response answer = request().post("/v1/notices/" + name + "/test");

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.<Boolean>path("test.delivered")).as(answer.asString()).isTrue();
      assertThat(answer.<Integer>path("test.code")).isEqualTo(200);
    }
    assertThat(receiver.told())
        .extracting(NoticeReceiver.Told::method)
        .containsExactly("POST", "POST", "PUT", "POST");
    assertThat(receiver.told().get(1).body()).startsWith("{\"text\":\"*Berth: this is a test*");
    assertThat(receiver.told().get(2).path())
        .startsWith("/_matrix/client/v3/rooms/%21ops%3Aexample.org/send/m.room.message/");
    assertThat(receiver.told().get(2).bearer()).isEqualTo("Bearer " + TOKEN);
    assertThat(receiver.told().get(3).path()).isEqualTo("/berth");
  }

  @Test
  void aTestTellsOfATargetThatIsAway() throws IOException {
    receiver.close();

    Response answer = request().post("/v1/notices/hook/test");
    Response mail = request().post("/v1/notices/mail/test");

    assertThat(answer.<Boolean>path("test.delivered")).isFalse();
    assertThat(answer.<String>path("test.said")).startsWith("ConnectException");
    assertThat(mail.<String>path("test.said")).contains("Couldn't connect to host");
    assertThat(request().post("/v1/notices/nobody/test").statusCode()).isEqualTo(404);
  }

  @Test
  void aRehearsalSendsNothing() throws IOException {
    Response answer = request().post("/v1/notices/hook/test?dryRun=true");

    assertThat(answer.<String>path("name")).isEqualTo("hook");
    assertThat(receiver.told()).isEmpty();
  }

  @Test
  void noAnswerHasASecret() throws IOException {
    receiver.says(KEY + " " + TOKEN + " " + SIGNING);
    String answers = request().get("/v1/notices").asString();
    for (String name : List.of("hook", "slack", "room", "phone")) {
      answers += request().post("/v1/notices/" + name + "/test").asString();
    }

    assertThat(answers).contains("http://127.0.0.1:" + PORT);
    assertThat(request().post("/v1/notices/hook/test").asString())
        .doesNotContain(KEY)
        .doesNotContain(SIGNING);
    assertThat(request().post("/v1/notices/room/test").asString()).doesNotContain(TOKEN);
  }

  @Test
  void redirectsAreNotFollowed() throws IOException {
    receiver.answersNext(302);

    Response answer = request().post("/v1/notices/hook/test");

    assertThat(answer.<Boolean>path("test.delivered")).isFalse();
    assertThat(receiver.told()).hasSize(1);
  }
}
