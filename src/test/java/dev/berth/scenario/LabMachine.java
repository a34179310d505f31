package dev.berth.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A machine of a {@link SwarmLab}: an engine with network, processes, mounts and name of its own,
 * that can lose its power and get it back.
 */
final class LabMachine {
  static final Duration LIMIT = Duration.ofSeconds(60);

  private static final String PREFIX = "10.213.250.";

  private final Path folder;
  private final int number;
  private final Process hub;
  private Process machine;

  LabMachine(Path lab, int number, Process hub) throws IOException {
    this.folder = Files.createDirectories(lab.resolve("n" + number));
    this.number = number;
    this.hub = hub;
    this.machine = start();
  }

  /** As {@code docker node ls} shows it. */
  String name() {
    return "n" + number;
  }

  /** On the network of the lab, which nobody else is on. */
  String address() {
    return PREFIX + number;
  }

  /** As {@code DOCKER_HOST} takes it. */
  String host() {
    return "unix://" + folder.resolve("docker.sock");
  }

  private Process start() throws IOException {
    Path script = Path.of("src", "test", "resources", "swarm-node.sh").toAbsolutePath();
    Process started =
        new ProcessBuilder(
                "unshare",
                "--net",
                "--mount",
                "--pid",
                "--uts",
                "--fork",
                "--kill-child",
                "--mount-proc",
                "sh",
                script.toString(),
                folder.toString(),
                name(),
                address(),
                SwarmLab.cgroup(folder.getParent()))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("out").toFile())
            .start();
    plug(started);
    return started;
  }

  /** A wire to the hub; that of a machine without power is gone already, or goes now. */
  private void plug(Process started) throws IOException {
    await().atMost(LIMIT).until(() -> !network(started).equals(network(ProcessHandle.current())));
    String wire = "lab" + number;
    SecondEngine.Said said =
        run(
            List.of("nsenter", "--net=/proc/" + hub.pid() + "/ns/net", "sh", "-c"),
            """
            ip link delete %1$s 2>/dev/null
            ip link add %1$s type veth peer name eth0 netns %2$d && ip link set %1$s master hub up
            """
                .formatted(wire, started.pid()));
    if (said.exit() != 0) {
      throw new IllegalStateException("no wire for " + name() + ": " + said.text());
    }
  }

  private static Path network(Process process) throws IOException {
    return network(process.toHandle());
  }

  private static Path network(ProcessHandle process) throws IOException {
    return Files.readSymbolicLink(Path.of("/proc/" + process.pid() + "/ns/net"));
  }

  void awaitAnswer() {
    await()
        .atMost(LIMIT)
        .ignoreExceptions()
        .until(() -> {
          if (!machine.isAlive()) {
            throw new IllegalStateException(Files.readString(folder.resolve("out")));
          }
          return docker("info").exit() == 0;
        });
  }

  /** The docker command, over its engine. */
  SecondEngine.Said docker(String... words) throws IOException {
    return shell("docker " + String.join(" ", words));
  }

  /** A line for the shell, whose {@code docker} means its engine. */
  SecondEngine.Said shell(String line) throws IOException {
    return run(List.of("env", "DOCKER_HOST=" + host(), "sh", "-c"), line);
  }

  /** What somebody gets from it who comes to a port of this machine from itself. */
  SecondEngine.Said get(int port, String path) throws IOException {
    return run(
        List.of("nsenter", "--net=/proc/" + machine.pid() + "/ns/net", "sh", "-c"),
        "curl --silent --show-error --max-time 5 http://127.0.0.1:" + port + path);
  }

  /** A registry on this machine for all that are plugged in, until its end or that of the test. */
  Process registry(int port) throws IOException {
    Path config = folder.resolve("registry.yml");
    Files.writeString(
        config,
        "version: 0.1\nlog: {level: warn}\nstorage: {filesystem: {rootdirectory: %s}}\nhttp: {addr: '%s:%d'}\n"
            .formatted(folder.resolve("registry"), address(), port));
    Process registry =
        new ProcessBuilder(
                "nsenter",
                "--net=/proc/" + machine.pid() + "/ns/net",
                "docker-registry",
                "serve",
                config.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("registry.log").toFile())
            .start();
    await()
        .atMost(LIMIT)
        .until(() ->
            run(
                        List.of("nsenter", "--net=/proc/" + machine.pid() + "/ns/net", "sh", "-c"),
                        "curl --silent --show-error http://" + address() + ":" + port + "/v2/")
                    .exit()
                == 0);
    return registry;
  }

  private static SecondEngine.Said run(List<String> front, String line) throws IOException {
    List<String> command = new java.util.ArrayList<>(front);
    command.add(line);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String text =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    try {
      return new SecondEngine.Said(process.waitFor(), text);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(line, e);
    }
  }

  /** As if its engine hung: it takes calls, and never answers. */
  void signal(String name) throws IOException {
    List<ProcessHandle> engines =
        machine
            .descendants()
            .filter(p -> p.info().command().filter(c -> c.endsWith("dockerd")).isPresent())
            .toList();
    assertThat(engines).isNotEmpty();
    for (ProcessHandle engine : engines) {
      run(List.of("sh", "-c"), "kill -" + name + " " + engine.pid());
    }
  }

  /** All that runs on it is gone at once, as when somebody pulls the plug. */
  void powerOff() {
    machine.destroyForcibly();
    await().atMost(LIMIT).until(() -> !machine.isAlive() && machine.children().count() == 0);
  }

  /** With the disk that it had. */
  void powerOn() throws IOException {
    Files.deleteIfExists(folder.resolve("docker.sock"));
    machine = start();
    awaitAnswer();
  }
}
