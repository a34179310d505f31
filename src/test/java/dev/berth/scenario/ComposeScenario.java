package dev.berth.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.observe.ContainerView;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Compose file, or a whole project folder, must become an app and come out as a file again. */
@QuarkusTest
@TestProfile(Scenario.Home.class)
class ComposeScenario extends Scenario {
  private static final String APP = "keys-compose";

  @AfterEach
  void removeEverything() throws IOException {
    delete(APP);
  }

  private static byte[] zip(Map<String, String> files) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, String> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  @Test
  void aFileBecomesAnAppAndComesOutAgain() throws IOException {
    String file =
        """
        services:
          web:
            image: "alpine:${TAG}"
            command: [sleep, "1000"]
            init: true
            stop_grace_period: 1s
            environment: {A: "$$x", B: "${NOT_SET}"}
            develop: {watch: []}
            depends_on: [db]
          db: {image: "alpine:3", command: [sleep, "1000"], init: true, stop_grace_period: 1s, restart: always}
        """;
    Response answer =
        request()
            .header("X-Berth-Env", "TAG=3")
            .body(file)
            .post("/v1/compose?name=" + APP + "&wait=ready&timeout=60s");
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);

    assertThat(answer.jsonPath().getList("compose.unset")).isEqualTo(List.of("NOT_SET"));
    assertThat(answer.jsonPath().getList("compose.ignored"))
        .isEqualTo(List.of("services.web.develop"));
    ContainerView web = container(APP, "web");
    assertThat(web.settings().environment()).containsEntry("A", "$x").containsEntry("B", "");
    String out = request().get("/v1/apps/" + APP + "/compose").asString();
    assertThat(out).contains("name: " + APP, "restart: always", "$$x");
    Response same =
        request()
            .header("X-Berth-Env", "TAG=3")
            .body(out)
            .post("/v1/compose?wait=ready&timeout=60s");
    assertThat(same.statusCode()).as(same.asString()).isEqualTo(200);
    assertThat(container(APP, "web").id()).isEqualTo(web.id());
  }

  /** UMASK became 22, or 18 by way of Compose (issue 18). */
  @Test
  void whatLooksLikeANumberIsStillATextWhenBerthsOwnYamlComesBack() throws Exception {
    apply(
        """
        name: %s
        services:
          web:
            image: alpine:3
            command: [sh, -c, 'sleep 1000; :', "022", "<<", "~"]
            init: true
            stop_grace_period: 1s
            environment: {UMASK: "022", PIN: "0042", VER: ".5", OFF: "off", "012": "1e3"}
        """
            .formatted(APP));
    String id = container(APP, "web").id();
    String own =
        request().accept("application/yaml").get("/v1/apps/" + APP).then().extract().asString();

    Response same = request().body(own).put("/v1/apps/" + APP + "?wait=ready&timeout=60s");
    assertThat(same.statusCode()).as(same.asString()).isEqualTo(200);
    String compose = request().get("/v1/apps/" + APP + "/compose").asString();
    Response again = request().body(compose).post("/v1/compose?wait=ready&timeout=60s");

    assertThat(again.statusCode()).as(again.asString()).isEqualTo(200);
    assertThat(container(APP, "web").id()).isEqualTo(id);
    assertThat(docker("exec", id, "sh", "-c", "echo $UMASK $PIN $VER $OFF"))
        .isEqualTo("022 0042 .5 off");
    assertThat(docker("inspect", "--format", "{{json .Config.Env}} {{join .Config.Cmd \" \"}}", id))
        .contains("\"012=1e3\"")
        .endsWith("022 << ~");
  }

  @Test
  void aFolderBringsAllThatItNeeds() throws Exception {
    byte[] folder =
        zip(
            Map.of(
                "p/compose.yaml",
                """
                services:
                  web:
                    build: ./web
                    command: [sleep, "1000"]
                    init: true
                    stop_grace_period: 1s
                    environment: {WHO: "${WHO}", GONE: }
                    expose: ["53/udp"]
                    volumes: ["./conf:/etc/conf:ro"]
                    secrets: [s]
                secrets: {s: {file: ./s.txt}}
                """,
                "p/.env",
                "WHO=World",
                "p/s.txt",
                "hush-hush",
                "p/conf/a.conf",
                "a=1",
                "p/web/Dockerfile",
                "FROM alpine:3\nENV GONE=1\nCOPY hello /hello\n",
                "p/web/hello",
                "hello"));
    Response answer =
        request()
            .contentType("application/zip")
            .body(folder)
            .post("/v1/compose?name=" + APP + "&wait=ready&timeout=120s");
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);

    assertThat(answer.asString()).doesNotContain("hush-hush");
    String web = container(APP, "web").name();
    assertThat(
            docker(
                "exec",
                web,
                "sh",
                "-c",
                "cat /hello /etc/conf/a.conf /run/secrets/s; echo $WHO ${GONE-gone}"))
        .isEqualTo("helloa=1hush-hushWorld gone");
    assertThat(request().get("/v1/apps/" + APP + "/drift").asString()).isEqualTo("[]");
    assertThat(request().accept("application/json").get("/v1/apps/" + APP + "/compose").asString())
        .contains("\"GONE\"", "53/udp");
  }

  /** Issue 18, 20: it was no mount at all, and what the app wrote was lost. */
  @Test
  void aFolderBesideTheFileThatCouldBeWrittenToIsRefusedByEachDoor(@TempDir Path source)
      throws IOException {
    String file =
        "name: " + APP + "\nservices: {web: {image: 'alpine:3', volumes: ['./data:/data']}}\n";
    Response folder =
        request()
            .contentType("application/zip")
            .body(zip(Map.of("compose.yaml", file, "data/a.txt", "a")))
            .post("/v1/compose");
    Response alone = request().body(file).post("/v1/compose");
    Response manifest =
        request()
            .body("{name: " + APP + ", image: 'alpine:3', volumes: ['./data:/data']}")
            .put("/v1/apps/" + APP);
    Files.createDirectory(source.resolve("data"));
    Files.writeString(source.resolve("compose.yaml"), file);
    request().body("{spec: {folder: " + source + "}}").put("/v1/sources/" + APP);
    Response synced = request().post("/v1/sources/" + APP + "/sync");
    request().delete("/v1/sources/" + APP);

    assertThat(folder.statusCode()).isEqualTo(422);
    assertThat(folder.<String>path("detail")).contains("would be lost", ":ro", "named volume");
    assertThat(alone.statusCode()).isEqualTo(422);
    assertThat(alone.<String>path("detail")).contains("`./data`", "use a named volume");
    assertThat(manifest.statusCode()).isEqualTo(422);
    assertThat(manifest.<String>path("detail")).contains("must be an absolute path");
    assertThat(synced.<String>path("status.files[0].message"))
        .contains("bind-roots", "use a named volume");
    assertThat(request().get("/v1/apps/" + APP).statusCode()).isEqualTo(404);
  }

  @Test
  void tellsAllThatIsWrong() throws IOException {
    Response answer =
        request()
            .body("services: {web: {image: x, networks: [n], volumes: ['./a:/a', 'v:/v']}}")
            .post("/v1/compose?name=" + APP);

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.asString()).contains("networks", "undefined");
    assertThat(request().body("a: [").post("/v1/compose?name=" + APP).statusCode()).isEqualTo(422);
    assertThat(
            request()
                .contentType("application/zip")
                .body("nonsense".getBytes(StandardCharsets.UTF_8))
                .post("/v1/compose?name=" + APP)
                .statusCode())
        .isEqualTo(400);
  }
}
