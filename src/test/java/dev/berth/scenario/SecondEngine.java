package dev.berth.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * An engine beside that of the machine, in namespaces of its own: it may be killed, stopped and
 * flooded, and nobody else is touched.
 */
final class SecondEngine implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** Where the one is noted: Quarkus loads the classes of tests more than once. */
  private static final String SHARED = "test.second-engine";

  private final Path folder;
  private final ProcessHandle space;

  private SecondEngine(Path folder, ProcessHandle space) {
    this.folder = folder;
    this.space = space;
  }

  /** The only one of this process; started where there is none. */
  static synchronized SecondEngine shared() {
    String known = System.getProperty(SHARED, "");
    if (known.isEmpty()) {
      SecondEngine started = start();
      System.setProperty(SHARED, started.space.pid() + " " + started.folder);
      return started;
    }
    String[] words = known.split(" ", 2);
    return new SecondEngine(
        Path.of(words[1]), ProcessHandle.of(Long.parseLong(words[0])).orElseThrow());
  }

  private static SecondEngine start() {
    try {
      Path folder = Files.createTempDirectory("berth-engine");
      Files.createFile(folder.resolve("up"));
      Path script = Path.of("src", "test", "resources", "second-engine.sh").toAbsolutePath();
      Process space =
          new ProcessBuilder(
                  "unshare",
                  "--net",
                  "--mount",
                  "--pid",
                  "--fork",
                  "--kill-child",
                  "--mount-proc",
                  "sh",
                  script.toString(),
                  folder.toString())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("out").toFile())
              .start();
      // Its input ends with the last reference to it, and with that the engine.
      Thread.ofPlatform().daemon().name("second-engine").start(() -> waitFor(space));
      SecondEngine engine = new SecondEngine(folder, space.toHandle());
      engine.awaitAnswer();
      return engine;
    } catch (IOException e) {
      throw new IllegalStateException("a second engine", e);
    }
  }

  private static void waitFor(Process space) {
    try {
      space.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** As {@code DOCKER_HOST} takes it. */
  String host() {
    return "unix://" + folder.resolve("docker.sock");
  }

  private void awaitAnswer() {
    await().atMost(LIMIT).ignoreExceptions().until(() -> docker("info").exit() == 0);
  }

  /** What a command said, and how it ended. */
  record Said(int exit, String text) {}

  /** The docker command, over this engine. */
  Said docker(String... words) throws IOException, InterruptedException {
    return shell("docker " + String.join(" ", words));
  }

  /** A line for the shell, whose {@code docker} means this engine. */
  Said shell(String line) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder("sh", "-c", line).redirectErrorStream(true);
    builder.environment().put("DOCKER_HOST", host());
    Process process = builder.start();
    String text =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    return new Said(process.waitFor(), text);
  }

  /** Images of the machine's engine, whose images others may be at, brought here. */
  void load(String images) {
    await()
        .atMost(LIMIT)
        .untilAsserted(() -> {
          Said said =
              shell(
                  "tar=%1$s/images.tar; DOCKER_HOST= docker save -o $tar %2$s && docker load -i $tar"
                      .formatted(folder, images));
          assertThat(said.exit()).as(said.text()).isZero();
        });
  }

  /** The docker command, over this engine, where nothing goes on without it. */
  String well(String... words) throws IOException, InterruptedException {
    Said said = docker(words);
    if (said.exit() != 0) {
      throw new IllegalStateException(said.text());
    }
    return said.text();
  }

  private List<ProcessHandle> daemons() {
    return space
        .descendants()
        .filter(p -> p.info().command().filter(c -> c.endsWith("dockerd")).isPresent())
        .toList();
  }

  /** {@code kill -9}; it stays away until {@link #comeBack}. */
  void kill() throws IOException {
    Files.deleteIfExists(folder.resolve("up"));
    daemons().forEach(ProcessHandle::destroyForcibly);
  }

  void comeBack() throws IOException {
    Files.createFile(folder.resolve("up"));
    awaitAnswer();
  }

  /**
   * From now on over TCP with TLS as well, on a link between this machine and its own; what proves
   * both sides is in the folder that is returned.
   */
  Path overTls() throws IOException, InterruptedException {
    Path pki = Files.createDirectories(folder.resolve("pki"));
    String script =
        Path.of("src", "test", "resources", "engine-tls.sh").toAbsolutePath().toString();
    Said made = shell("sh " + script + " " + pki + " " + space.pid());
    if (made.exit() != 0) {
      throw new IllegalStateException(made.text());
    }
    Files.writeString(
        folder.resolve("options"),
        "--host tcp://0.0.0.0:24302 --tlsverify --tlscacert %1$s/ca.pem --tlscert %1$s/server.pem --tlskey %1$s/server-key.pem"
            .formatted(pki));
    kill();
    comeBack();
    return pki;
  }

  /** As if it hung: it takes calls, and never answers. */
  void signal(String name) throws IOException, InterruptedException {
    for (ProcessHandle daemon : daemons()) {
      new ProcessBuilder("kill", "-" + name, Long.toString(daemon.pid())).start().waitFor();
    }
  }

  /** With all that was in it. */
  @Override
  public void close() {
    System.clearProperty(SHARED);
    space.descendants().forEach(ProcessHandle::destroyForcibly);
    space.destroyForcibly();
    await().atMost(LIMIT).until(() -> !space.isAlive());
    await().atMost(LIMIT).ignoreExceptions().until(this::isErased);
  }

  private boolean isErased() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
    return !Files.exists(folder);
  }
}
