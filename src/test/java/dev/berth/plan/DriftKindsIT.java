package dev.berth.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.berth.engine.CallMeter;
import dev.berth.engine.ContainerEngine;
import dev.berth.engine.docker.DockerEngine;
import dev.berth.observe.ContainerSettings;
import dev.berth.observe.ContainerView;
import dev.berth.observe.ImageState;
import dev.berth.observe.ImageView;
import dev.berth.observe.Ownership;
import dev.berth.observe.Snapshot;
import dev.berth.plan.Drift.Repair;
import dev.berth.spec.DataLoss;
import dev.berth.state.DesiredApp;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Containers that somebody made with the docker command: right in all but one thing, which is found
 * and nothing beside it.
 */
class DriftKindsIT {
  private static final String IMAGE = "alpine:3";
  private final ContainerEngine engine =
      new DockerEngine(Optional.empty(), Duration.ofSeconds(30), CallMeter.NONE);
  private final String app = "d" + UUID.randomUUID().toString().substring(0, 8);

  private DesiredApp desired() {
    Map<String, Object> web =
        Map.of(
            "image", IMAGE,
            "command", List.of("sleep", "1000"),
            "environment", Map.of("NAME", "World"),
            "ports", List.of("127.0.0.1:21992:80"),
            "volumes", List.of("data:/data"),
            "labels", Map.of("tier", "front"),
            "healthcheck", Map.of("test", List.of("CMD-SHELL", "true"), "interval", "5s"),
            "deploy", Map.of("resources", Map.of("limits", Map.of("memory", "64m", "pids", 50))),
            "stop_grace_period", "1s");
    return Samples.desired(
        dev.berth.spec.codec.AppReader.read(
                Map.of(
                    "name",
                    app,
                    "services",
                    Map.of("web", web),
                    "volumes",
                    Map.of("data", Map.of())))
            .app());
  }

  @BeforeEach
  void makeGround() {
    TreeMap<String, String> labels = new TreeMap<>(Map.of(Ownership.APP, app));
    engine.createNetwork(app + "_default", labels);
    engine.createNetwork(app + "_other", labels);
    TreeMap<String, String> ofVolume = new TreeMap<>(labels);
    ofVolume.put(Ownership.VOLUME, "data");
    engine.createVolume(app + "_data", Optional.empty(), new TreeMap<>(), ofVolume);
  }

  @AfterEach
  void removeEverything() throws Exception {
    for (ContainerView container : engine.containers(Map.of(Ownership.APP, app))) {
      docker("rm", "-f", container.id());
    }
    engine.networks(Map.of(Ownership.APP, app)).forEach(n -> engine.removeNetwork(n.id()));
    engine
        .volumes(Map.of(Ownership.APP, app))
        .forEach(v -> engine.removeVolume(v.name(), DataLoss.asked(true).orElseThrow()));
    engine.close();
  }

  private Snapshot snapshot() {
    ImageView image = engine.image(IMAGE).orElseThrow();
    TreeMap<String, ImageState> images =
        new TreeMap<>(Map.of("web", new ImageState.Present(IMAGE, image)));
    return new Snapshot(
        engine.containers(Map.of(Ownership.APP, app)),
        engine.networks(Map.of(Ownership.APP, app)).stream()
            .filter(network -> network.name().endsWith("_default"))
            .toList(),
        engine.volumes(Map.of(Ownership.APP, app)),
        images,
        java.util.Set.of());
  }

  private ContainerSettings wanted() {
    DesiredApp desired = desired();
    return new Blueprints("test", desired, snapshot())
        .of(desired.app().services().values().iterator().next(), 1)
        .named(app + "-web-1-x", new TreeMap<>());
  }

  private List<Drift> found() {
    return DriftDetector.of("test", desired(), snapshot()).stream()
        .map(DriftDetector.Finding::drift)
        .toList();
  }

  private static String docker(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("docker"));
    command.addAll(List.of(words));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (InputStream out = process.getInputStream()) {
      String said = new String(out.readAllBytes(), StandardCharsets.UTF_8).strip();
      assertThat(process.waitFor()).as(said).isZero();
      return said;
    }
  }

  /** What a person would type to get what Berth wants; later options win. */
  private List<String> options() {
    List<String> options = new ArrayList<>(List.of("create", "--pull=never"));
    wanted().labels().forEach((key, value) -> options.add("--label=" + key + "=" + value));
    options.addAll(
        List.of(
            "--name=" + app + "-web-1-x",
            "--env=NAME=World",
            "--publish=127.0.0.1:21992:80",
            "--volume=" + app + "_data:/data",
            "--health-cmd=true",
            "--health-interval=5s",
            "--memory=64m",
            "--pids-limit=50",
            "--stop-timeout=1",
            "--restart=unless-stopped",
            "--network=" + app + "_default",
            "--network-alias=web"));
    return options;
  }

  @Test
  void whatBerthMakesDoesNotDrift() {
    engine.start(engine.createContainer(wanted()));

    assertThat(found()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --env=NAME=Moon                      | environment.NAME                      | RECREATE
          --env=MORE=1                         | environment.MORE                      | RECREATE
          --entrypoint=/bin/sh                 | entrypoint                            | RECREATE
          --user=nobody                        | user                                  | RECREATE
          --workdir=/tmp                       | working_dir                           | RECREATE
          --hostname=other                     | hostname                              | RECREATE
          --publish=127.0.0.1:21991:80         | ports                                 | RECREATE
          --expose=81                          | expose                                | RECREATE
          --volume=/tmp:/more                  | volumes./more                         | RECREATE
          --tmpfs=/run:size=1m                 | volumes./run                          | RECREATE
          --label=tier=back                    | labels.tier                           | RECREATE
          --label=more=1                       | labels.more                           | RECREATE
          --health-interval=7s                 | healthcheck.interval                  | RECREATE
          --health-retries=9                   | healthcheck.retries                   | RECREATE
          --memory=80m                         | deploy.resources.limits.memory        | UPDATE
          --cpus=0.5                           | deploy.resources.limits.cpus          | RECREATE
          --pids-limit=60                      | deploy.resources.limits.pids          | UPDATE
          --memory-reservation=32m             | deploy.resources.reservations.memory  | UPDATE
          --restart=always                     | restart                               | UPDATE
          --stop-timeout=9                     | stop_grace_period                     | RECREATE
          --stop-signal=SIGINT                 | stop_signal                           | RECREATE
          --init                               | init                                  | RECREATE
          --read-only                          | read_only                             | RECREATE
          --privileged                         | privileged                            | RECREATE
          --cap-add=NET_ADMIN                  | cap_add                               | RECREATE
          --cap-drop=CHOWN                     | cap_drop                              | RECREATE
          --ulimit=nofile=100:200              | ulimits                               | RECREATE
          --sysctl=net.ipv4.ip_unprivileged_port_start=0 | sysctls                     | RECREATE
          --log-driver=none                    | logging                               | RECREATE
          --add-host=somewhere:10.0.0.1        | extra_hosts                           | RECREATE
          --dns=10.0.0.2                       | dns                                   | RECREATE
          --shm-size=32m                       | shm_size                              | RECREATE
          --pid=host                           | pid                                   | RECREATE
          --ipc=host                           | ipc                                   | RECREATE
          --security-opt=no-new-privileges     | security_opt                          | RECREATE
          --group-add=nogroup                  | group_add                             | RECREATE
          --oom-score-adj=100                  | oom_score_adj                         | RECREATE
          --cpu-shares=512                     | cpu_shares                            | UPDATE
          --tty                                | tty                                   | RECREATE
          --interactive                        | stdin_open                            | RECREATE
          --name=somebody                      | name                                  | RENAME
          """)
  void findsTheOneThing(String option, String path, Repair repair) throws Exception {
    List<String> options = options();
    if (option.startsWith("--publish")) {
      options.removeIf(word -> word.startsWith("--publish"));
    }
    options.add(option.startsWith("--name") ? option + app : option);
    options.addAll(List.of(IMAGE, "sleep", "1000"));
    docker(options.toArray(String[]::new));

    // Some options bring a security option along.
    assertThat(found())
        .filteredOn(drift -> path.equals("security_opt") || !drift.path().equals("security_opt"))
        .extracting(Drift::path, Drift::repair)
        .containsExactly(tuple(path, repair));
  }

  @Test
  void findsAnotherCommand() throws Exception {
    List<String> options = options();
    options.addAll(List.of(IMAGE, "sleep", "2000"));
    docker(options.toArray(String[]::new));

    assertThat(found())
        .extracting(Drift::toString)
        .containsExactly("command: want [sleep, 1000], have [sleep, 2000]");
  }

  @Test
  void findsWhatWasDoneToANetwork() throws Exception {
    String id = engine.createContainer(wanted());
    engine.start(id);
    docker("network", "connect", app + "_other", id);
    List<Drift> more = found();
    docker("network", "disconnect", app + "_other", id);
    docker("network", "disconnect", app + "_default", id);
    List<Drift> fewer = found();
    docker("network", "connect", app + "_default", id);
    List<Drift> nameless = found();

    assertThat(more).extracting(Drift::repair).containsExactly(Repair.DISCONNECT);
    assertThat(fewer).extracting(Drift::repair).containsExactly(Repair.CONNECT);
    assertThat(nameless)
        .extracting(Drift::path)
        .containsExactly("networks." + app + "_default.aliases");
  }
}
