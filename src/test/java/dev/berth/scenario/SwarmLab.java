package dev.berth.scenario;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A Swarm of three machines within this one: nobody else is on its network, and a machine may lose
 * its power. All of it ends with whoever started it, however that ends.
 */
final class SwarmLab implements AutoCloseable {
  private static final int MACHINES = 3;

  /** Three times all files of all images, on a disk that others use. */
  private static final Duration ERASED = Duration.ofMinutes(5);

  private final Path folder;
  private final List<LabMachine> nodes = new ArrayList<>();
  private Process hub;

  private SwarmLab(Path folder) {
    this.folder = folder;
  }

  /**
   * Starts one, and waits until all are in it.
   *
   * @param managers 1 or 3 of the three
   * @param images of the machine's own engine, for all of them
   */
  static SwarmLab start(int managers, String... images) {
    SwarmLab lab = null;
    try {
      lab = new SwarmLab(Files.createTempDirectory("berth-swarm"));
      lab.machines();
      lab.load(images);
      lab.join(managers);
      return lab;
    } catch (IOException | RuntimeException e) {
      if (lab != null) {
        lab.close();
      }
      throw new IllegalStateException(
          "no Swarm in namespaces of this machine: it needs root, network namespaces, veth, a"
              + " bridge and vxlan",
          e);
    }
  }

  /** Below which its containers are counted, and nobody else's. */
  static String cgroup(Path folder) {
    return "/" + folder.getFileName();
  }

  private void machines() throws IOException {
    hub =
        new ProcessBuilder(
                "unshare",
                "--net",
                "sh",
                "-ec",
                "ip link add hub type bridge; ip link set hub up; exec cat")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("hub").toFile())
            .start();
    await()
        .atMost(LabMachine.LIMIT)
        .until(() -> !hub.isAlive() || hubLinks().contains("hub") || hubLinks().contains("error"));
    if (!hub.isAlive()) {
      throw new IllegalStateException(Files.readString(folder.resolve("hub")));
    }
    for (int number = 1; number <= MACHINES; number++) {
      nodes.add(new LabMachine(folder, number, hub));
    }
    nodes.forEach(LabMachine::awaitAnswer);
  }

  private String hubLinks() throws IOException {
    Process links =
        new ProcessBuilder(
                "nsenter", "--net=/proc/" + hub.pid() + "/ns/net", "ip", "-o", "link", "show")
            .redirectErrorStream(true)
            .start();
    return new String(
        links.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
  }

  private void load(String... images) throws IOException {
    if (images.length == 0) {
      return;
    }
    Path tar = folder.resolve("images.tar");
    said(
        nodes
            .getFirst()
            .shell("DOCKER_HOST= docker save -o " + tar + " " + String.join(" ", images)));
    List<SecondEngine.Said> loaded =
        nodes.parallelStream().map(node -> quietly(node, "load -i " + tar)).toList();
    loaded.forEach(SwarmLab::said);
    Files.delete(tar);
  }

  private static SecondEngine.Said quietly(LabMachine node, String words) {
    try {
      return node.docker(words);
    } catch (IOException e) {
      return new SecondEngine.Said(1, e.toString());
    }
  }

  private static String said(SecondEngine.Said said) {
    if (said.exit() != 0) {
      throw new IllegalStateException(said.text());
    }
    return said.text();
  }

  private void join(int managers) throws IOException {
    LabMachine first = nodes.getFirst();
    said(first.docker("swarm init --advertise-addr", first.address()));
    said(first.docker("swarm update --dispatcher-heartbeat 1s"));
    for (int i = 1; i < MACHINES; i++) {
      String role = i < managers ? "manager" : "worker";
      String token = said(first.docker("swarm join-token -q", role));
      LabMachine node = nodes.get(i);
      said(
          node.docker(
              "swarm join --advertise-addr", node.address(), "--token", token, first.address()));
    }
    awaitNodes(List.of("Ready", "Ready", "Ready"));
  }

  /** As {@code docker node ls} tells their state, in the order of their names. */
  void awaitNodes(List<String> states) {
    await().atMost(LabMachine.LIMIT).ignoreExceptions().until(() -> nodeStates().equals(states));
  }

  private List<String> nodeStates() throws IOException {
    return said(docker("node ls --format '{{.Hostname}} {{.Status}}'"))
        .lines()
        .sorted()
        .map(line -> line.substring(line.indexOf(' ') + 1))
        .toList();
  }

  /** One of them, from 1 on; the first is a manager. */
  LabMachine node(int number) {
    return nodes.get(number - 1);
  }

  /** Of the first manager, as {@code DOCKER_HOST} takes it. */
  String host() {
    return nodes.getFirst().host();
  }

  /** The docker command, over the first manager. */
  SecondEngine.Said docker(String... words) throws IOException {
    return nodes.getFirst().docker(words);
  }

  /** {@code drain}, {@code pause} or {@code active}. */
  void availability(int number, String word) throws IOException {
    said(docker("node update --availability", word, node(number).name()));
  }

  /** Where the tasks of a service run that are wanted, as node names in order. */
  List<String> running(String service) throws IOException {
    return said(docker(
            "service ps --filter desired-state=running --format '{{.Node}} {{.CurrentState}}'",
            service))
        .lines()
        .filter(line -> line.contains(" Running "))
        .map(line -> line.substring(0, line.indexOf(' ')))
        .sorted()
        .toList();
  }

  /** The host ports on which the tasks of a service answer, as NODE:PORT. */
  List<String> doors(String service) throws IOException {
    String tasks = said(docker("service ps -q --filter desired-state=running", service));
    String ports =
        said(
            docker(
                "inspect --type task --format"
                    + " '{{.NodeID}}{{range .Status.PortStatus.Ports}} {{.PublishedPort}}{{end}}'",
                tasks.replace('\n', ' ')));
    List<String> doors = new ArrayList<>();
    for (String line : ports.lines().toList()) {
      String[] words = line.split(" ", -1);
      String node = said(docker("node inspect --format '{{.Description.Hostname}}'", words[0]));
      Stream.of(words).skip(1).forEach(port -> doors.add(node + ":" + port));
    }
    return doors.stream().distinct().sorted().toList(); // IPv4 and IPv6 are told apart.
  }

  /** What somebody gets at such a door. */
  String get(String door) throws IOException {
    int colon = door.indexOf(':');
    return said(
        node(Integer.parseInt(door.substring(1, colon)))
            .get(Integer.parseInt(door.substring(colon + 1)), "/"));
  }

  /** With all that was in it. */
  @Override
  public void close() {
    nodes.forEach(LabMachine::powerOff);
    if (hub != null) {
      hub.destroyForcibly();
    }
    await().atMost(ERASED).ignoreExceptions().until(this::isErased);
  }

  /** By rm, for images have files whose names Java cannot say in every locale. */
  private boolean isErased() throws IOException, InterruptedException {
    for (List<String> command :
        List.of(
            List.of(
                "find",
                "/sys/fs/cgroup",
                "-depth",
                "-type",
                "d",
                "-path",
                "*" + cgroup(folder) + "*",
                "-exec",
                "rmdir",
                "{}",
                "+"),
            List.of("rm", "-rf", folder.toString()))) {
      new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    }
    return !Files.exists(folder);
  }
}
