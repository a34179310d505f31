package dev.berth.spec.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.manifest.ManifestReader;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a Swarm would pass over, or wait for for ever, is refused where it stands. */
class SwarmRulesTest {

  private static AppDraft draft(String yaml) {
    AppDraft draft = ManifestReader.read(yaml).drafts().getFirst();
    assertThat(SpecRules.check(draft, Set.of("redis"))).isInstanceOf(Validated.Valid.class);
    return draft;
  }

  private static List<String> found(String yaml) {
    return SwarmRules.check(draft(yaml), true).stream()
        .map(v -> v.path() + " " + v.message())
        .toList();
  }

  private static String ofService(String keys) {
    return "{name: shop, services: {db: {image: db}, web: {"
        + keys
        + "}}, placement: {engine: swarm}, volumes: {v: {}}}";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "image: x, ports: [{target: 80, mode: ingress}]          | services.web.ports of port 80:"
            + " mode: ingress needs deploy.endpoint_mode: vip",
        "image: x, ports: [{target: 80, mode: ingress}], deploy: {endpoint_mode: dnsrr} |"
            + " services.web.ports of port 80: mode: ingress",
        "image: x, ports: ['4000:80'], deploy: {update_config: {order: start-first}} |"
            + " services.web.deploy.update_config.order is start-first",
        "image: x, ports: [{target: 80, published: 4000, mode: host}], deploy: {rollback_config:"
            + " {order: start-first}} | services.web.deploy.rollback_config.order is start-first",
        "image: x, ports: ['127.0.0.1:4000:80']                  | services.web.ports of port 80: a"
            + " Swarm publishes on all addresses of a node, not on 127.0.0.1",
        "image: x, ports: ['4000-4009:80']                       | services.web.ports of port 80: a"
            + " Swarm does not choose from 4000-4009",
        "image: x, deploy: {mode: replicated-job, update_config: {parallelism: 1}} |"
            + " services.web.deploy.update_config is of services that go on",
        "image: x, deploy: {mode: global-job, rollback_config: {parallelism: 1}}   |"
            + " services.web.deploy.rollback_config is of services that go on",
        "image: x, replicas: 3, deploy: {mode: global}           | services.web.deploy.mode is"
            + " global, which is one task on each node, and there are 3",
        "image: x, deploy: {labels: {dev.berth.app: b}}          |"
            + " services.web.deploy.labels.dev.berth.app labels beginning with dev.berth.",
        "image: x, deploy: {labels: {com.docker.stack.namespace: b}} |"
            + " services.web.deploy.labels.com.docker.stack.namespace labels beginning with"
            + " com.docker.stack.",
        "image: x, deploy: {placement: {constraints: [role==worker]}} |"
            + " services.web.deploy.placement.constraints `role==worker` holds of no node",
        "image: x, deploy: {placement: {constraints: [node.role=worker]}} |"
            + " services.web.deploy.placement.constraints `node.role=worker` holds of no node",
        "image: x, deploy: {placement: {constraints: [node.role]}} |"
            + " services.web.deploy.placement.constraints `node.role` holds of no node",
        "image: x, deploy: {placement: {preferences: [{spread: zone}]}} |"
            + " services.web.deploy.placement.preferences `zone` is nothing to spread over",
        "image: x, volumes: ['/srv:/srv']                        | services.web.volumes `/srv` is"
            + " another folder on each node; use a volume",
        "image: x, volumes: ['/data']                            | services.web.volumes the volume"
            + " at `/data` has no name",
        "image: x, volumes: [{type: volume, source: v, target: /v, volume: {subpath: in}}] |"
            + " services.web.volumes a subpath",
        "image: x, network_mode: host                            | services.web.network_mode `host`"
            + " is of one machine; use networks",
        "image: x, network_mode: 'service:db'                    | services.web.network_mode"
            + " `service:db` is of one machine",
        "image: x, container_name: one                           | services.web.container_name"
            + " `one` can be had once",
        "image: x, external_links: ['other_one:one']             | services.web.external_links lead"
            + " to containers of one machine",
        "image: x, networks: {default: {ipv4_address: 10.1.0.9}} | services.web.networks.default"
            + " asks for an address",
        "image: x, post_start: [{command: [a]}]                  | services.web.post_start runs in"
            + " containers",
        "image: x, pre_stop: [{command: [a]}]                    | services.web.pre_stop runs in"
            + " containers",
        "image: x, onUnhealthy: none                             | services.web.onUnhealthy is"
            + " none",
        "image: x, privileged: true                              | services.web.privileged is not"
            + " possible on a Swarm; remove it",
        "image: x, devices: ['/dev/fuse:/dev/fuse']              | services.web.devices reaches"
            + " what belongs",
        "image: x, pid: host                                     | services.web.pid reaches what"
            + " belongs to one machine",
        "image: x, ipc: 'service:db'                             | services.web.ipc reaches what"
            + " belongs to one machine",
        "image: x, volumes_from: [db]                            | services.web.volumes_from"
            + " reaches what belongs to one machine",
        "image: x, security_opt: ['no-new-privileges:true']      | services.web.security_opt is not"
            + " possible",
        "image: x, shm_size: 1g                                  | services.web.shm_size is not"
            + " possible on a Swarm; write {type: tmpfs",
        "image: x, cpu_shares: 512                               | services.web.cpu_shares is not"
            + " possible on a Swarm; write cpus",
        "image: x, gpus: all                                     | services.web.gpus is not"
            + " possible",
        "image: x, mem_swappiness: 60                            | services.web.mem_swappiness is"
            + " not possible on a Swarm; write mem_limit",
        "image: x, mac_address: '02:42:ac:11:65:43'              | services.web.mac_address is not"
            + " possible on a Swarm",
        "image: x, runtime: other                                | services.web.runtime is not"
            + " possible on a Swarm"
      })
  void aServiceSaysWhatASwarmCannotDo(String keys, String why) {
    assertThat(found(ofService(keys))).singleElement().asString().startsWith(why);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "image: x, replicas: 5, links: [db, redis], ports: [80]",
        "image: x, ports: [{target: 80, mode: ingress}], deploy: {endpoint_mode: vip}",
        "image: x, ports: ['4000:80'], deploy: {update_config: {order: stop-first}}",
        "image: x, replicas: 3, ports: [{target: 80, published: 4000, mode: host}]",
        "image: x, ports: ['0.0.0.0:4000:80']",
        "image: x, ports: [80], deploy: {update_config: {order: start-first}}",
        "image: x, deploy: {mode: replicated-job}, replicas: 4",
        "image: x, deploy: {mode: global, update_config: {parallelism: 2}}",
        "image: x, deploy: {labels: {tier: front}}",
        "image: x, deploy: {placement: {constraints: ['node.role == worker', node.labels.a.b-c!=d,"
            + " engine.labels.x==y, node.hostname==n1, node.platform.os==linux]}}",
        "image: x, deploy: {placement: {preferences: [{spread: node.labels.zone}]}}",
        "image: x, volumes: ['v:/v', {type: tmpfs, target: /t}]",
        "image: x, volumes: ['/data'], renew_anon_volumes: true",
        "image: x, networks: {default: {aliases: [shop]}}",
        "image: x, cap_drop: [ALL], sysctls: {a: 1}, ulimits: {nofile: 9}, group_add: [mail], dns:"
            + " [9.9.9.9], extra_hosts: ['a:10.0.0.1'], init: true, tty: true, read_only: true",
        "image: x, ipc: private, runtime: runc, shm_size: 64m",
        "build: {context: 'https://example.org/web.git#main'}"
      })
  void whatASwarmCanDoIsFree(String keys) {
    assertThat(found(ofService(keys))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rollout: {strategy: BlueGreen}, ports: ['4000:80'] | rollout.strategy is BlueGreen, which"
            + " needs a holder",
        "ingress: {maxConnections: 9}                       | ingress is for holders",
        "secrets: [s]                                       | ''",
      })
  void anAppSaysWhatASwarmCannotDo(String keys, String why) {
    String yaml =
        keys.startsWith("secrets")
            ? "{name: a, services: {w: {image: x, secrets: [s]}}, secrets: {s: {content: hush}}}"
            : "{name: a, image: x, " + keys + "}";

    List<String> found = found(yaml);
    if (why.isEmpty()) {
      assertThat(found).isEmpty();
    } else {
      assertThat(found).singleElement().asString().startsWith(why);
    }
  }

  @Test
  void filesAndNetworksOfOneMachineAreRefused() {
    assertThat(
            found(
                """
                name: a
                services: {w: {image: x, secrets: [s], configs: [c], networks: [n, m, o]}}
                secrets: {s: {file: /etc/s}}
                configs: {c: {file: /etc/c}}
                networks: {n: {driver: bridge}, m: {driver: overlay}, o: {external: true, name: there}}
                """))
        .satisfiesExactlyInAnyOrder(
            v -> assertThat(v).startsWith("secrets.s.file lies on one machine"),
            v -> assertThat(v).startsWith("configs.c.file lies on one machine"),
            v -> assertThat(v).startsWith("networks.n.driver is bridge"));
  }

  @Test
  void whatIsBuiltHasToReachAllNodes() {
    AppDraft draft = draft("{name: a, build: {context: 'https://example.org/web.git#main'}}");

    assertThat(SwarmRules.check(draft, false))
        .singleElement()
        .satisfies(v -> {
          assertThat(v.path()).isEqualTo("build");
          assertThat(v.message()).contains("build.push");
        });
    assertThat(SwarmRules.check(draft, true)).isEmpty();
    AppDraft pushed =
        draft(
            "{name: a, build: {context: 'https://example.org/web.git#main',"
                + " push: 'registry.example/web:1'}}");
    assertThat(SwarmRules.check(pushed, false)).isEmpty();
  }

  /** Who ends and is waited for is a job without a word of it. */
  @Test
  void aOneShotIsAJob() {
    String yaml =
        """
        name: a
        services:
          migrate: {image: x, restart: "no", deploy: {update_config: {parallelism: 1}}}
          web: {image: x, depends_on: {migrate: {condition: service_completed_successfully}}}
        """;

    assertThat(found(yaml)).singleElement().asString().startsWith("services.migrate.deploy.update");
    assertThat(found(yaml.replace("deploy: {", "deploy: {mode: replicated, "))).isEmpty();
  }
}
