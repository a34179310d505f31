package dev.berth.scenario;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.response.Response;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/**
 * While Berths are exchanged for newer ones, one after the other, the newest must lead, an older
 * one must not touch newer tables, and none may be in the way of another; with TLS as without.
 */
class MixedBerthsScenario extends OverPostgres {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String NEWER_TABLES =
      "insert into flyway_schema_history (installed_rank, \"version\", description, type, script,"
          + " checksum, installed_by, execution_time, success)"
          + " values (999, '99', 'later', 'SQL', 'V99__later.sql', 1, 'berth', 1, true)";

  private String database;
  private final List<OwnServer> berths = new ArrayList<>();
  private final List<Process> processes = new ArrayList<>();

  @BeforeEach
  void aDatabase(TestInfo test) throws SQLException {
    database = name("mixed-", test);
    cluster.create(database);
  }

  @AfterEach
  void endAll() throws Exception {
    for (OwnServer berth : berths) {
      berth.close();
    }
    for (Process process : processes) {
      process.destroyForcibly().waitFor();
    }
  }

  private OwnServer berth(String home) throws IOException {
    OwnServer berth = berth(home, database);
    berths.add(berth);
    if (berths.size() > 1) {
      shareKey(folder.resolve("one"), berth.home);
    }
    return berth.start();
  }

  private void sql(String statement) throws SQLException {
    try (Connection connection = cluster.session(database);
        Statement said = connection.createStatement()) {
      said.execute(statement);
    }
  }

  private static boolean leads(OwnServer berth) throws IOException {
    return berth.request().get("/health/ready").asString().contains("\"leads\": true");
  }

  @Test
  void oneThatIsOlderThanTheTablesFollowsAndNeverLeads() throws Exception {
    OwnServer one = berth("one");
    sql(NEWER_TABLES);
    OwnServer two = berth("two");
    await().atMost(LIMIT).until(() -> two.request().get("/v1/apps").statusCode() == 200);
    assertThat(Files.readString(two.home.resolve("berth.log")))
        .contains("the database was made by a newer Berth: this one follows, and never leads");

    one.kill();

    // A request waits for as long as a hand-over may take.
    await().atMost(LIMIT).until(() -> two.request().get("/v1/apps").statusCode() == 503);
    Response refused = two.request().get("/v1/apps");
    assertThat(refused.asString()).contains("NoLeader");
    assertThat(leads(two)).isFalse();

    sql("delete from flyway_schema_history where installed_rank = 999");
    one.start();
    await().atMost(LIMIT).until(() -> leads(one));
    await().atMost(LIMIT).until(() -> two.request().get("/v1/apps").statusCode() == 200);
  }

  @Test
  void theNewestLeads() throws Exception {
    OwnServer one = berth("one");
    sql(
        "insert into berth_instance (id, version, schema_version, admin, beat) values"
            + " ('older', '0.0.1', '1', 'x', now() + interval '1 hour'),"
            + " ('newer', '99.0.0', '99', 'y', now() + interval '1 hour')");
    OwnServer two = berth("two");
    one.kill();

    await().atMost(LIMIT).until(() -> two.request().get("/v1/apps").statusCode() == 503);
    assertThat(leads(two)).isFalse();

    // The older one is still there.
    sql("delete from berth_instance where id = 'newer'");
    await().atMost(LIMIT).until(() -> leads(two));
    assertThat(two.request().get("/v1/apps").statusCode()).isEqualTo(200);
  }

  /** With one certificate for both, which both are told to trust. */
  @Test
  void whatIsHandedOnIsHandedOnOverTls() throws Exception {
    certificate();
    int one = free();
    int two = free();
    Process leader = secure("one", one);
    await().atMost(LIMIT).ignoreExceptions().until(() -> status("one", one, "/v1/apps") == 200);
    shareKey(folder.resolve("one"), folder.resolve("two"));
    Process unused = secure("two", two);
    await().atMost(LIMIT).ignoreExceptions().until(() -> status("two", two, "/v1/apps") == 200);
    File heard = folder.resolve("heard").toFile();
    Process watch = watch(two, heard);
    secret(two, "ha-before");
    await().atMost(LIMIT).until(() -> Files.readString(heard.toPath()).contains("ha-before"));

    leader.destroyForcibly().waitFor();
    await()
        .atMost(LIMIT)
        .ignoreExceptions()
        .until(() -> status("two", two, "/v1/apps") == 200 && leadsSecurely(two));
    secret(two, "ha-after");

    await().atMost(LIMIT).until(() -> Files.readString(heard.toPath()).contains("ha-after"));
    assertThat(watch.isAlive()).isTrue();
    assertThat(Files.readString(heard.toPath())).doesNotContain("RESYNC");
  }

  private void certificate() throws IOException, InterruptedException {
    String line =
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2"
            + " -keyout key.pem -out cert.pem -subj /CN=berth"
            + " -addext subjectAltName=IP:127.0.0.1,DNS:localhost";
    Process made =
        new ProcessBuilder(line.split(" "))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(made.waitFor()).isZero();
  }

  private static int free() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private Process secure(String home, int port) throws IOException {
    Process process =
        OwnServer.waited(
            folder.resolve(home),
            settings(
                database,
                "berth.port=" + port,
                "berth.tls.certificate=" + folder.resolve("cert.pem"),
                "berth.tls.key=" + folder.resolve("key.pem"),
                "berth.ha.trust-file=" + folder.resolve("cert.pem"),
                "berth.ha.advertise=https://127.0.0.1:" + port),
            "serve");
    processes.add(process);
    Thread.ofVirtual().start(() -> drain(process));
    return process;
  }

  private static void drain(Process process) {
    try {
      process.getInputStream().transferTo(System.out);
    } catch (IOException e) {
      // It was ended.
    }
  }

  private String token(String home) throws IOException {
    return Files.readString(folder.resolve(home).resolve("admin-token")).strip();
  }

  private int status(String home, int port, String path) throws IOException {
    return given()
        .relaxedHTTPSValidation()
        .auth()
        .oauth2(token(home))
        .get("https://127.0.0.1:" + port + path)
        .statusCode();
  }

  private static boolean leadsSecurely(int port) {
    return given()
        .relaxedHTTPSValidation()
        .get("https://127.0.0.1:" + port + "/health/ready")
        .asString()
        .contains("\"leads\": true");
  }

  private void secret(int port, String name) throws IOException {
    Response made =
        given()
            .relaxedHTTPSValidation()
            .auth()
            .oauth2(token("two"))
            .contentType("application/json")
            .body("{\"data\": {\"password\": \"hush\"}}")
            .put("https://127.0.0.1:" + port + "/v1/secrets/" + name);
    assertThat(made.statusCode()).as(made.asString()).isEqualTo(201);
  }

  private Process watch(int port, File heard) throws IOException {
    Process curl =
        new ProcessBuilder(
                "curl",
                "-skN",
                "-H",
                "Authorization: Bearer " + token("two"),
                "https://127.0.0.1:" + port + "/v1/secrets?watch=true")
            .redirectOutput(heard)
            .start();
    processes.add(curl);
    return curl;
  }
}
