package dev.berth.scenario;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Berth as users run it: a process from its package, over a home that outlives it. */
final class OwnServer implements AutoCloseable {
  private static final Path PACKAGE =
      Path.of("target", "quarkus-app", "quarkus-run.jar").toAbsolutePath();
  private static final Path ARCHIVES = Path.of("target", "archive").toAbsolutePath();

  final Path home;
  final int port;
  private final List<String> settings;
  private @Nullable Process process;

  OwnServer(Path home, String... settings) throws IOException {
    this.home = home.toAbsolutePath();
    this.settings = List.of(settings);
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
  }

  /** A command of the package over a home, such as {@code backup}. */
  static Process run(Path home, Map<String, String> environment, String... words)
      throws IOException {
    return process(home, environment, List.of(), words);
  }

  /** A server that is not to come up: what it says goes to whoever asks. */
  static Process waited(Path home, String[] settings, String... words) throws IOException {
    return builder(home, Map.of(), List.of(settings), words).start();
  }

  private static Process process(
      Path home, Map<String, String> environment, List<String> settings, String... words)
      throws IOException {
    ProcessBuilder builder = builder(home, environment, settings, words);
    if (words[0].equals("serve")) {
      builder.redirectOutput(ProcessBuilder.Redirect.appendTo(home.resolve("berth.log").toFile()));
    }
    return builder.start();
  }

  private static ProcessBuilder builder(
      Path home, Map<String, String> environment, List<String> settings, String... words)
      throws IOException {
    Files.createDirectories(home);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(archive());
    command.add("-Dberth.home=" + home.toAbsolutePath());
    if (!environment.containsKey("BERTH_DATABASE_URL")) {
      DatabaseLane.settings(home).forEach((name, value) -> command.add("-D" + name + "=" + value));
    }
    settings.forEach(setting -> command.add("-D" + setting));
    command.addAll(List.of("-jar", PACKAGE.toString()));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    return builder;
  }

  /**
   * That of this package, as {@code bin/berth} takes it, where {@code bin/test} has made one: a
   * start costs half of the processor then.
   */
  private static List<String> archive() throws IOException {
    String name = "-" + Files.getLastModifiedTime(PACKAGE).to(TimeUnit.SECONDS) + ".jsa";
    try (Stream<Path> files = Files.list(Files.createDirectories(ARCHIVES))) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(name))
          .findFirst()
          .map(file -> List.of("-XX:AOTCache=" + file, "-Xlog:cds*=off", "-Xlog:aot*=off"))
          .orElse(List.of());
    }
  }

  /** Waits until it answers. */
  OwnServer start(Map<String, String> environment) throws IOException {
    List<String> all = new ArrayList<>(settings);
    all.add("berth.port=" + port);
    process = process(home, environment, all, "serve");
    await()
        .atMost(Duration.ofMinutes(4))
        .ignoreExceptions()
        .until(() -> given().port(port).get("/health/ready").statusCode() == 200);
    return this;
  }

  OwnServer start() throws IOException {
    return start(Map.of());
  }

  RequestSpecification request() throws IOException {
    return given()
        .config(
            RestAssured.config()
                .encoderConfig(
                    EncoderConfig.encoderConfig()
                        .encodeContentTypeAs("application/yaml", ContentType.TEXT)))
        .port(port)
        .auth()
        .oauth2(Files.readString(home.resolve("admin-token")).strip())
        .contentType("application/yaml");
  }

  /** As when the power goes. */
  void kill() throws InterruptedException {
    end(true);
  }

  /** Such as {@code STOP}, which lets it stand still, and {@code CONT}. */
  void signal(String name) throws IOException, InterruptedException {
    Process running = process;
    if (running != null) {
      int unused =
          new ProcessBuilder("kill", "-" + name, String.valueOf(running.pid())).start().waitFor();
    }
  }

  private void end(boolean forcibly) throws InterruptedException {
    Process running = process;
    if (running != null) {
      Process ending = forcibly ? running.destroyForcibly() : running;
      ending.destroy();
      ending.waitFor();
      process = null;
    }
  }

  @Override
  public void close() throws InterruptedException {
    end(false);
  }
}
