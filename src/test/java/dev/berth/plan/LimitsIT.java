package dev.berth.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.engine.CallMeter;
import dev.berth.engine.ContainerEngine;
import dev.berth.engine.docker.DockerEngine;
import dev.berth.observe.ContainerSettings;
import dev.berth.observe.ContainerView;
import dev.berth.observe.ImageDefaults;
import dev.berth.observe.ImageState;
import dev.berth.observe.Ownership;
import dev.berth.observe.Snapshot;
import dev.berth.plan.Drift.Repair;
import dev.berth.spec.App;
import dev.berth.spec.Service;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.Yaml;

/**
 * Limits that are changed in place are in the kernel's books as those of a new container; what the
 * engine only notes costs a new container. Issue 18.
 */
class LimitsIT {
  private static final String BOOKS =
      "cd /sys/fs/cgroup; cat memory/memory.limit_in_bytes memory/memory.memsw.limit_in_bytes"
          + " memory/memory.soft_limit_in_bytes pids/pids.max cpu/cpu.shares cpu/cpu.cfs_quota_us"
          + " cpu/cpu.cfs_period_us cpuset/cpuset.cpus 2>/dev/null || cat memory.max"
          + " memory.swap.max memory.low pids.max cpu.weight cpu.max cpuset.cpus 2>/dev/null; true";

  private final ContainerEngine engine =
      new DockerEngine(Optional.empty(), Duration.ofSeconds(30), CallMeter.NONE);
  private final String app = "w1l" + UUID.randomUUID().toString().substring(0, 8);
  private final ImageDefaults image = engine.image("alpine:3").orElseThrow().defaults();

  @AfterEach
  void removeEverything() {
    for (ContainerView container : engine.containers(Map.of(Ownership.APP, app))) {
      engine.kill(container.id(), "KILL");
      engine.stop(container.id(), Duration.ofSeconds(1));
      engine.remove(container.id());
    }
    engine.close();
  }

  private ContainerSettings settings(String limits, String name) {
    Map<String, Object> web =
        new Yaml()
            .load(
                "{image: 'alpine:3', command: [sleep, '1000'], init: true, network_mode: none"
                    + (limits.isBlank() ? "" : ", " + limits)
                    + "}");
    App wanted =
        dev.berth.spec.codec.AppReader.read(Map.of("name", app, "services", Map.of("web", web)))
            .app();
    Service service = wanted.service("web");
    ImageState there = new ImageState.Present("alpine:3", engine.image("alpine:3").orElseThrow());
    Snapshot seen =
        new Snapshot(
            List.of(), List.of(), List.of(), new TreeMap<>(Map.of("web", there)), Set.of());
    return new Blueprints("test", Samples.desired(wanted), seen)
        .of(service, 1)
        .named(app + name, new TreeMap<>());
  }

  private String started(ContainerSettings settings) {
    String id = engine.createContainer(settings);
    engine.start(id);
    return id;
  }

  private String books(String id) {
    return engine.exec(id, List.of("sh", "-c", BOOKS), Duration.ofSeconds(20)).output();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "null",
      value = {
        "pids_limit: 50                             | pids_limit: -1                            |"
            + " UPDATE",
        "pids_limit: 50                             | ''                                        |"
            + " UPDATE",
        "''                                         | pids_limit: -1                            |"
            + " SAME",
        "''                                         | deploy: {resources: {limits: {pids: -1}}} |"
            + " SAME",
        "pids_limit: -1                             | pids_limit: 50                            |"
            + " UPDATE",
        "mem_limit: 64m                             | mem_limit: 32m                            |"
            + " UPDATE",
        "mem_limit: 64m                             | mem_limit: 256m                           |"
            + " UPDATE",
        "''                                         | mem_limit: 64m                            |"
            + " UPDATE",
        "mem_limit: 64m                             | ''                                        |"
            + " RECREATE",
        "'mem_limit: 64m, memswap_limit: 80m'       | 'mem_limit: 64m, memswap_limit: 100m'     |"
            + " UPDATE",
        "'mem_limit: 64m, memswap_limit: 80m'       | 'mem_limit: 64m, memswap_limit: -1'       |"
            + " RECREATE",
        "'mem_limit: 64m, memswap_limit: -1'        | 'mem_limit: 64m, memswap_limit: 80m'      |"
            + " UPDATE",
        "'mem_limit: 64m, memswap_limit: -1'        | 'mem_limit: 96m, memswap_limit: -1'       |"
            + " UPDATE",
        "'mem_limit: 64m, memswap_limit: 80m'       | 'mem_limit: 96m, memswap_limit: -1'       |"
            + " RECREATE",
        "'mem_limit: 64m, memswap_limit: 80m'       | mem_limit: 64m                            |"
            + " RECREATE",
        "mem_reservation: 20m                       | mem_reservation: 30m                      |"
            + " UPDATE",
        "mem_reservation: 20m                       | ''                                        |"
            + " UPDATE",
        "cpus: 0.5                                  | cpus: 1.5                                 |"
            + " UPDATE",
        "cpus: 0.5                                  | ''                                        |"
            + " RECREATE",
        "cpu_shares: 512                            | cpu_shares: 256                           |"
            + " UPDATE",
        "cpu_shares: 512                            | ''                                        |"
            + " UPDATE",
        "cpu_quota: 20000                           | cpu_quota: 30000                          |"
            + " UPDATE",
        "cpu_quota: 20000                           | ''                                        |"
            + " UPDATE",
        "'cpu_quota: 20000, cpu_period: 50000'      | cpu_quota: 20000                          |"
            + " UPDATE",
        "cpuset: '0'                                | cpuset: '1'                               |"
            + " UPDATE",
        "cpuset: '0'                                | ''                                        |"
            + " RECREATE"
      })
  void inPlaceIsAsGoodAsNew(String before, String after, String step) {
    String id = started(settings(before, "-a"));
    ContainerSettings wanted = settings(after, "-b");
    List<Drift> drifts =
        Drifts.ofSettings(wanted, image, engine.container(id).orElseThrow(), Set.of());
    boolean inPlace = drifts.stream().allMatch(drift -> drift.repair() == Repair.UPDATE);
    if (inPlace && !drifts.isEmpty()) {
      engine.updateLimits(id, wanted.resources(), Limits.options(wanted, drifts, Set.of()));
    }

    assertThat(drifts.isEmpty() ? "SAME" : inPlace ? "UPDATE" : "RECREATE")
        .as("%s", drifts)
        .isEqualTo(step);
    if (inPlace) {
      assertThat(books(id)).isNotBlank().isEqualTo(books(started(wanted)));
      assertThat(Drifts.ofSettings(wanted, image, engine.container(id).orElseThrow(), Set.of()))
          .isEmpty();
    }
  }
}
