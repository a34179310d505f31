package dev.berth.scenario;

import static dev.berth.scenario.Scenario.docker;

import dev.berth.engine.ContainerEngine;
import dev.berth.observe.ContainerView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Somebody who types the commands of docs/reference/drift.md. */
final class Hands {
  static final String APP = "kinds";
  static final String IMAGE = "loop-kinds:1";
  static final String FOREIGN = "kinds-foreign";

  private final ContainerEngine engine;
  private final Wish wish;

  /** Asks Berth to stop or to start the app, and waits. */
  interface Wish {
    void ask(String verb) throws IOException;
  }

  Hands(ContainerEngine engine, Wish wish) {
    this.engine = engine;
    this.wish = wish;
  }

  /** What is another one each time, made the same. */
  static String general(String text) {
    return text.replaceAll("(kinds-web-1-)[0-9a-f]{5}", "$1*")
        .replaceAll("\\b[0-9a-f]{12,64}\\b", "*");
  }

  /** Does what a cell of the table says. */
  void lay(String command, ContainerView c) throws Exception {
    if (command.startsWith("docker create … ")) {
      wish.ask("stop");
      docker("rm", c.id());
      lookAlike(c, command.substring("docker create … ".length()));
      wish.ask("start");
    } else if (command.startsWith("docker network create … ")) {
      network(command.substring("docker network create … ".length()).split(" "), c);
    } else if (command.startsWith("docker volume create … ")) {
      wish.ask("stop");
      volume(command.substring("docker volume create … ".length()).split(" "), c);
      wish.ask("start");
    } else if (command.startsWith("docker network connect … ")) {
      wish.ask("stop");
      docker("rm", c.id());
      lookAlike(c, "--env=NAME=World");
      docker("network", "disconnect", "kinds_front", c.name());
      type(command.replace("… ", ""), c.name());
      wish.ask("start");
    } else if (command.startsWith("docker build ")) {
      Path folder = Files.createTempDirectory("kinds");
      Path dockerfile = folder.resolve("Dockerfile");
      try {
        Files.writeString(dockerfile, "FROM alpine:3\nLABEL made=again\n");
        docker("build", "--tag=" + IMAGE, folder.toString());
      } finally {
        Files.delete(dockerfile);
        Files.delete(folder);
      }
    } else {
      type(command, c.id());
    }
  }

  private static void type(String command, String container) throws Exception {
    String typed = command.replaceFirst(" C\\b", " " + container);
    docker(typed.substring("docker ".length()).split(" "));
  }

  private void volume(String[] words, ContainerView c) throws Exception {
    String name = words[words.length - 1];
    Map<String, String> labels = engine.volume(name).orElseThrow().labels();
    docker("rm", c.id());
    docker("volume", "rm", name);
    List<String> options = new ArrayList<>(List.of("--opt=type=tmpfs", "--opt=device=tmpfs"));
    options.addAll(List.of(words));
    docker(with(List.of("volume", "create"), labels, options.toArray(String[]::new)));
  }

  /** Puts back what Berth does not own. */
  void withdraw() throws Exception {
    docker("tag", "alpine:3", IMAGE);
  }

  private static String[] with(List<String> words, Map<String, String> labels, String... rest) {
    List<String> all = new ArrayList<>(words);
    labels.forEach((key, value) -> all.add("--label=" + key + "=" + value));
    all.addAll(List.of(rest));
    return all.toArray(String[]::new);
  }

  private void lookAlike(ContainerView c, String option) throws Exception {
    List<String> options =
        new ArrayList<>(
            List.of(
                "--pull=never",
                "--init",
                "--env=NAME=World",
                "--publish=127.0.0.1:21996:80",
                "--volume=kinds_data:/data",
                "--volume=kinds_scratch:/scratch",
                "--health-cmd=true",
                "--health-interval=5s",
                "--cpus=1",
                "--cpu-shares=512",
                "--memory=64m",
                "--pids-limit=50",
                "--stop-timeout=1",
                "--restart=unless-stopped",
                "--network=kinds_back",
                "--network-alias=web"));
    boolean isCommand = option.startsWith("COMMAND ");
    if (option.startsWith("--publish")) {
      options.removeIf(word -> word.startsWith("--publish"));
    }
    if (!isCommand) {
      options.add(option);
    }
    options.addAll(List.of("--name=" + c.name(), IMAGE));
    options.addAll(
        List.of((isCommand ? option.substring("COMMAND ".length()) : "sleep 1000").split(" ")));
    docker(with(List.of("create"), c.labels(), options.toArray(String[]::new)));
    docker("network", "connect", "--alias=web", "--alias=www", "kinds_front", c.name());
  }

  private void network(String[] words, ContainerView c) throws Exception {
    String name = words[words.length - 1];
    Map<String, String> labels = engine.network(name).orElseThrow().labels();
    wish.ask("stop");
    docker("network", "disconnect", "--force", name, c.id());
    docker("network", "rm", name);
    List<String> options = new ArrayList<>(List.of("--subnet=10.77.3.0/24"));
    options.add("--opt=com.docker.network.bridge.enable_icc=true");
    options.removeIf(o -> words[0].startsWith("--subnet") && o.startsWith("--subnet"));
    options.removeIf(o -> words[0].startsWith("--driver") && o.startsWith("--opt"));
    options.removeIf(o -> words[0].startsWith("--opt") && o.startsWith("--opt"));
    options.addAll(List.of(words));
    docker(with(List.of("network", "create"), labels, options.toArray(String[]::new)));
    wish.ask("start");
  }
}
