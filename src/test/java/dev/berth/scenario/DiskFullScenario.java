package dev.berth.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.security.AuditChain;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Issue 17: a full disk is told as one, breaks nothing, and all is well when there is room. */
@QuarkusTest
@TestProfile(DiskFullScenario.Small.class)
class DiskFullScenario extends Scenario {
  private static final String APP = "/v1/apps/diskfull";
  private static final int FULL = 507;

  /** A home on a small disk of its own, with no floor: what is tried hits the end of the disk. */
  public static final class Small extends Home {
    @Override
    public Map<String, String> getConfigOverrides() {
      Map<String, String> settings = new HashMap<>(super.getConfigOverrides());
      mount(Path.of(settings.getOrDefault("berth.home", "")));
      settings.put("berth.disk.floor", "0");
      return settings;
    }

    private static void mount(Path home) {
      try {
        Files.createDirectories(home);
        run("mount", "-t", "tmpfs", "-o", "size=16m", "berth-test", home.toString());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> unmount(home)));
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException("no small disk at " + home, e);
      }
    }

    private static void unmount(Path home) {
      try {
        run("umount", "--lazy", home.toString());
      } catch (IOException | InterruptedException e) {
        System.err.println("the small disk stays: " + home);
      }
    }

    private static void run(String... command) throws IOException, InterruptedException {
      if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
        throw new IOException(String.join(" ", command) + " failed");
      }
    }
  }

  private void fill() throws IOException {
    try (OutputStream out = Files.newOutputStream(home.resolve("filler"))) {
      for (int size = 1 << 16; size > 0; size /= 2) {
        write(out, new byte[size]);
      }
    }
  }

  private static void write(OutputStream out, byte[] block) throws IOException {
    try {
      while (true) {
        out.write(block);
      }
    } catch (IOException e) {
      if (!String.valueOf(e.getMessage()).contains("No space left")) {
        throw e;
      }
    }
  }

  private Response put(int number) throws IOException {
    String wish =
        "{name: diskfull, state: Stopped, image: 'nowhere:1', environment: {N: '%d', T: %s}}"
            .formatted(number, "x".repeat(50_000));
    return request().contentType("application/yaml").body(wish).put(APP);
  }

  private Response upload() throws IOException {
    byte[] content = new byte[200_000];
    new Random(17).nextBytes(content);
    java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
    try (var zip = new java.util.zip.ZipOutputStream(bytes)) {
      zip.putNextEntry(new java.util.zip.ZipEntry("Dockerfile"));
      zip.write(content);
    }
    return request().contentType("application/zip").body(bytes.toByteArray()).put("/v1/contexts");
  }

  @Test
  void aFullDiskIsToldAndAllIsWellWhenThereIsRoom() throws Exception {
    assertThat(put(1).statusCode()).isEqualTo(201);
    fill();

    for (int i = 2; i <= 6; i++) {
      Response refused = put(i);
      assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(FULL);
      assertThat(refused.asString()).contains("make room");
    }
    Response upload = upload();
    assertThat(upload.statusCode()).as(upload.asString()).isEqualTo(FULL);
    try (var drafts = Files.list(home.resolve("contexts"))) {
      assertThat(drafts.filter(f -> f.getFileName().toString().startsWith("draft-"))).isEmpty();
    }

    Files.delete(home.resolve("filler"));
    eventually(() -> assertThat(status(7)).isEqualTo(200));
    assertThat(request().get(APP).jsonPath().getString("spec.environment.N")).isEqualTo("7");
    assertThat(upload().statusCode()).isEqualTo(201);
    assertThat(AuditChain.check(home).breaks()).isEmpty();
    assertThat(request().delete(APP + "?wait=ready&timeout=20s").statusCode()).isEqualTo(200);
  }

  private int status(int number) {
    try {
      return put(number).statusCode();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
