package dev.berth.scenario;

import static dev.berth.scenario.Scenario.docker;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A project as Docker Compose would have made it, with networks and volumes of every kind. */
final class Project {
  static final int PORT = 21993;
  private static final String SHARED = "loop-adopt-shared";
  private static final String PAGES = "loop-adopt-pages";

  private final String name;

  Project(String name) {
    this.name = name;
  }

  void create() throws Exception {
    docker(
        "network",
        "create",
        "--internal",
        "--subnet=10.77.6.0/24",
        "--label=tier=back",
        label("project", name),
        label("network", "back"),
        name + "_back");
    docker("network", "create", label("project", name), label("network", "front"), name + "_front");
    docker("network", "create", SHARED);
    docker("volume", "create", SHARED);
    docker("volume", "create", label("project", name), label("volume", "pages"), PAGES);
    run(
        "db",
        name + "-db-1",
        "sleep 1000",
        "--network=" + name + "_back",
        "--ip=10.77.6.9",
        "--network-alias=db",
        "--network-alias=store",
        "--network-alias=" + name + "-db-1",
        "--volume=" + SHARED + ":/shared");
    run(
        "web",
        "loop-adopt-door",
        "nc -ll -p 80 -e cat",
        "--network=" + name + "_front",
        "--network-alias=web",
        "--network-alias=www",
        "--publish=127.0.0.1:" + PORT + ":80",
        "--tmpfs=/scratch:size=1m,noexec",
        "--volume=" + PAGES + ":/pages:ro",
        "--env=NAME=World",
        "--memory=64m");
    docker("network", "connect", "--alias=web", name + "_back", "loop-adopt-door");
    docker("network", "connect", "--alias=web", SHARED, "loop-adopt-door");
  }

  private static String label(String key, String value) {
    return "--label=com.docker.compose." + key + "=" + value;
  }

  private void run(String service, String container, String command, String... options)
      throws Exception {
    List<String> words =
        new ArrayList<>(
            List.of(
                "run",
                "-d",
                "--init",
                "--restart=unless-stopped",
                "--name=" + container,
                label("project", name),
                label("service", service),
                label("oneoff", "False"),
                label("container-number", "1")));
    words.addAll(List.of(options));
    words.add("alpine:3");
    words.addAll(List.of(command.split(" ")));
    docker(words.toArray(String[]::new));
  }

  /** Their names and ids. */
  List<String> networks() throws Exception {
    return docker(
            "network", "ls", "--no-trunc", "--filter=name=loop-adopt", "--format={{.ID}} {{.Name}}")
        .lines()
        .sorted()
        .toList();
  }

  /** What comes back. */
  static String echo(Socket line, String word) throws IOException {
    line.setSoTimeout(5000);
    line.getOutputStream().write((word + "\n").getBytes(StandardCharsets.UTF_8));
    byte[] answer = line.getInputStream().readNBytes(word.length() + 1);
    return new String(answer, StandardCharsets.UTF_8).strip();
  }

  /** What is left of it, if anything. */
  void remove() throws Exception {
    Process rest =
        new ProcessBuilder(
                "sh",
                "-c",
                "docker rm -fv loop-adopt-door NAME-db-1; docker network rm NAME_back NAME_front "
                        .replace("NAME", name)
                    + SHARED
                    + "; docker volume rm "
                    + SHARED
                    + " "
                    + PAGES)
            .start();
    rest.waitFor();
  }
}
