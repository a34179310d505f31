package dev.berth.spec.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.manifest.ManifestReader;
import dev.berth.spec.App;
import dev.berth.spec.validation.SpecRules;
import dev.berth.spec.validation.Validated;
import dev.berth.spec.validation.Violation;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * One fault each, where it has to be told; a fault that is passed over is an app that is not what
 * was meant.
 */
class FaultTableTest {
  private static List<String> paths(String yaml) {
    ManifestReader.Manifest manifest = ManifestReader.read(yaml);
    Stream<Violation> found =
        !manifest.violations().isEmpty()
            ? manifest.violations().stream()
            : SpecRules.check(manifest.drafts().getFirst(), Set.of("redis"))
                    instanceof Validated.Invalid<App> invalid
                ? invalid.violations().stream()
                : Stream.of();
    return found.map(Violation::path).distinct().toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "volumes: data | volumes",
        "volumes: ['a:b:c:d'] | volumes[0]",
        "volumes: [''] | volumes[0]",
        "volumes: ['data:/d:zz'] | volumes[0]",
        "volumes: ['data:d'] | volumes",
        "volumes: [{type: volume, source: data}] | volumes[0].target",
        "volumes: [{type: pipe, target: /d}] | volumes[0].type",
        "volumes: [{type: volume, target: /d, colour: red}] | volumes[0].colour",
        "volumes: [{type: volume, target: /d, read_only: sometimes}] | volumes[0].read_only",
        "volumes: [{type: volume, target: /d, volume: {nocopy: x}}] | volumes[0].volume.nocopy",
        "volumes: [{type: volume, target: /d, volume: {colour: x}}] | volumes[0].volume.colour",
        "volumes: [{type: tmpfs, target: /d, tmpfs: {size: big}}] | volumes[0].tmpfs.size",
        "volumes: [{type: tmpfs, target: /d, tmpfs: {mode: rw}}] | volumes[0].tmpfs.mode",
        "volumes: [{type: tmpfs, target: /d, tmpfs: {colour: x}}] | volumes[0].tmpfs.colour",
        "volumes: [{type: bind, source: /s, target: /d, bind: {colour: x}}] |"
            + " volumes[0].bind.colour",
        "volumes: [{type: bind, source: /s, target: /d, bind: {propagation: up}}] |"
            + " volumes[0].bind.propagation",
        "volumes: [{type: bind, source: /s, target: /d, bind: {selinux: q}}] |"
            + " volumes[0].bind.selinux",
        "volumes: [{type: bind, target: /d}] | volumes[0].source",
        "tmpfs: 5 | tmpfs",
        "sysctls: [x] | sysctls[0]",
        "sysctls: {a: {b: c}} | sysctls.a",
        "ulimits: {nofile: many} | ulimits.nofile",
        "ulimits: {nofile: {soft: 1, hard: 2, colour: 3}} | ulimits.nofile.colour",
        "ulimits: {nofile: {soft: x, hard: 2}} | ulimits.nofile.soft",
        "logging: x | logging",
        "logging: {driver: json-file, colour: x} | logging.colour",
        "logging: {driver: json-file, options: {a: {b: c}}} | logging.options.a",
        "extra_hosts: [somehost] | extra_hosts[0]",
        "extra_hosts: 5 | extra_hosts",
        "shm_size: big | shm_size",
        "mem_swappiness: x | mem_swappiness",
        "oom_score_adj: x | oom_score_adj",
        "pids_limit: few | pids_limit",
        "cpus: lots | cpus",
        "cpu_shares: x | cpu_shares",
        "cpu_period: forever | cpu_period",
        "cpu_quota: x | cpu_quota",
        "mem_limit: huge | mem_limit",
        "memswap_limit: x | memswap_limit",
        "privileged: maybe | privileged",
        "init: 1 | init",
        "tty: x | tty",
        "stdin_open: x | stdin_open",
        "read_only: x | read_only",
        "devices: [5] | devices[0]",
        "devices: ['/dev/x:/dev/y:q'] | devices[0]",
        "devices: [{source: /dev/x, colour: y}] | devices[0].colour",
        "devices: [{target: /dev/x}] | devices[0].source",
        "blkio_config: {weight: 1001} | blkio_config.weight",
        "blkio_config: {colour: 5} | blkio_config.colour",
        "blkio_config: {weight_device: [{path: /dev/x, weight: x}]} |"
            + " blkio_config.weight_device[0].weight",
        "blkio_config: {weight_device: [{path: /dev/x, weight: 50, colour: x}]} |"
            + " blkio_config.weight_device[0].colour",
        "blkio_config: {device_read_bps: [{path: /dev/x, rate: fast}]} |"
            + " blkio_config.device_read_bps[0].rate",
        "blkio_config: {device_read_bps: [{rate: 5}]} | blkio_config.device_read_bps[0].path",
        "gpus: some | gpus",
        "gpus: [{count: x}] | gpus[0].count",
        "gpus: [{colour: x}] | gpus[0].colour",
        "stop_grace_period: soon | stop_grace_period",
        "stop_signal: 5.5 | stop_signal",
        "restart: sometimes | restart",
        "restart: 'on-failure:x' | restart",
        "healthcheck: x | healthcheck",
        "healthcheck: {test: [FOO, x]} | healthcheck.test",
        "healthcheck: {test: []} | healthcheck.test",
        "healthcheck: {test: x, interval: often} | healthcheck.interval",
        "healthcheck: {test: x, retries: few} | healthcheck.retries",
        "healthcheck: {test: x, colour: y} | healthcheck.colour",
        "expose: [x] | expose[0]",
        "expose: [0] | expose[0]",
        "ports: [x] | ports[0]",
        "ports: ['70000:80'] | ports[0]",
        "ports: ['80:80/icmp'] | ports[0]",
        "ports: [{published: 80}] | ports[0].target",
        "ports: [{target: 80, colour: x}] | ports[0].colour",
        "ports: [{target: 80, mode: both}] | ports[0].mode",
        "ports: [{target: 80, protocol: icmp}] | ports[0]",
        "environment: 5 | environment",
        "environment: [{a: b}] | environment[0]",
        "environment: {A: [b]} | environment.A",
        "labels: 5 | labels",
        "labels: {a: [b]} | labels.a",
        "command: {a: b} | command",
        "entrypoint: {a: b} | entrypoint",
        "networks: 5 | networks",
        "networks: {default: 5} | networks.default",
        "networks: {default: {colour: x}} | networks.default.colour",
        "networks: {default: {aliases: 5}} | networks.default.aliases",
        "networks: {default: {priority: x}} | networks.default.priority",
        "depends_on: 5 | depends_on",
        "links: {redis: 5} | links.redis",
        "links: {redis: {colour: x}} | links.redis.colour",
        "links: {redis: {persist: x}} | links.redis.persist",
        "links: [mysql] | links",
        "replicas: some | replicas",
        "replicas: -1 | replicas",
        "deploy: {colour: x} | deploy.colour",
        "deploy: {replicas: x} | deploy.replicas",
        "deploy: {resources: {limits: {cpus: x}}} | deploy.resources.limits.cpus",
        "deploy: {resources: {limits: {colour: 1}}} | deploy.resources.limits.colour",
        "pull_policy: daily-ish | pull_policy",
        "colour: red | colour",
        "state: Asleep | state",
        "rollout: {strategy: Slow} | rollout.strategy",
        "rollout: {maxSurge: x} | rollout.maxSurge",
        "rollout: {readyTimeout: x} | rollout.readyTimeout",
        "rollout: {colour: x} | rollout.colour",
        "drift: {policy: shrug} | drift.policy",
        "drift: {colour: x} | drift.colour",
        "ingress: {colour: x} | ingress.colour",
        "placement: {colour: x} | placement.colour",
        "build: 5.5 | build",
        "build: {context: ., args: 5} | build.args",
        "build: {context: ., colour: x} | build.colour",
        "deploy: fast | deploy",
        "deploy: {resources: much} | deploy.resources",
        "deploy: {resources: {limits: much}} | deploy.resources.limits",
        "deploy: {restart_policy: often} | deploy.restart_policy",
        "deploy: {update_config: fast} | deploy.update_config",
        "deploy: {placement: here} | deploy.placement",
        "volumes: [{type: bind, source: /s, target: /d, bind: x}] | volumes[0].bind",
        "volumes: [{type: volume, target: /d, volume: x}] | volumes[0].volume",
        "volumes: [{type: tmpfs, target: /d, tmpfs: x}] | volumes[0].tmpfs",
        "depends_on: {redis: started} | depends_on.redis",
        "post_start: [x] | post_start[0]",
        "gpus: [x] | gpus[0]",
        "blkio_config: x | blkio_config",
        "blkio_config: {weight_device: [x]} | blkio_config.weight_device[0]",
        "rollout: fast | rollout",
        "rollout: {canary: x} | rollout.canary",
        "drift: x | drift",
        "ingress: x | ingress",
        "placement: x | placement",
        "secrets: 5 | secrets",
        "configs: [{source: c, target: /c, mode: rw}] | configs[0].mode",
        "configs: [{source: c, colour: x}] | configs[0].colour",
        "configs: [{target: /c}] | configs[0].source",
      })
  void isToldAtItsPlace(String fault, String path) {
    assertThat(paths("name: a\nimage: x\n" + fault + "\n")).contains(path);
  }
}
