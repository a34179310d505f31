package dev.berth.spec.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.manifest.ManifestReader;
import dev.berth.spec.App;
import dev.berth.spec.Port;
import dev.berth.spec.Service;
import dev.berth.spec.Stages;
import dev.berth.spec.policy.Policy;
import dev.berth.spec.validation.AppDraft;
import dev.berth.spec.validation.SpecRules;
import dev.berth.spec.validation.Validated;
import dev.berth.spec.validation.Violation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What users write, and what becomes of it. */
class AppReaderTest {

  private static List<String> violations(String yaml) {
    ManifestReader.Manifest manifest = ManifestReader.read(yaml);
    if (!manifest.violations().isEmpty()) {
      return texts(manifest.violations());
    }
    return SpecRules.check(manifest.drafts().getFirst(), Set.of("redis"))
            instanceof Validated.Invalid<App> invalid
        ? texts(invalid.violations())
        : List.of();
  }

  private static List<String> texts(List<Violation> violations) {
    return violations.stream().map(v -> v.path() + ": " + v.message()).toList();
  }

  private static App app(String yaml) {
    return ManifestReader.read(yaml).drafts().getFirst().app();
  }

  /** Issue 18: what is in Base64 was refused. */
  @Test
  void readsWhatYamlHasBesides() {
    assertThat(
            app("""
            %YAML 1.2
            ---
            x-more: &more {MORE: "1"}
            name: a
            image: x
            environment: {!!merge <<: *more, C: !!binary aGVsbG8=}
            """)
                .service("a")
                .environment())
        .containsExactly(Map.entry("C", "hello"), Map.entry("MORE", "1"));
  }

  @Test
  void exposesPortsOfAnyProtocol() {
    assertThat(
            app("name: a\nimage: x\nexpose: [80, '81/tcp', 5000-5001/udp, 9/SCTP]\n")
                .service("a")
                .expose())
        .hasToString("[80, 81, 5000/udp, 5001/udp, 9/sctp]");
  }

  @Test
  void readsDurationsAndSizesAsComposeFilesDo() {
    Service service =
        app("name: a\nimage: x\nstop_grace_period: 1d\nmem_limit: .5g\n").service("a");

    assertThat(service.process().stopGrace()).contains(Duration.ofDays(1));
    assertThat(service.resources().memoryBytes()).hasValue(1L << 29);
  }

  @Test
  void bothSpellingsAreOneThing() {
    String flat = "name: a\nimage: x\nports: ['4000:80']\nenv: {NAME: World}\nlinks: [redis]\n";
    String enveloped =
        """
        apiVersion: berth.dev/v1
        kind: App
        metadata: {name: a}
        spec:
          image: x
          ports: ["4000:80"]
          environment: [NAME=World]
          links: [redis]
        """;

    assertThat(app(flat)).isEqualTo(app(enveloped));
  }

  @Test
  void tellsEverythingThatIsWrongAtOnce() {
    assertThat(
            violations(
                """
                name: A!
                image: x
                prots: []
                ports: [70000, 'a:b']
                replicas: -1
                links: [rediss]
                """))
        .satisfiesExactlyInAnyOrder(
            v -> assertThat(v).startsWith("prots: unknown key; did you mean `ports`?"),
            v -> assertThat(v).startsWith("ports[0]: port must be 1-65535"),
            v -> assertThat(v).startsWith("ports[1]: `a:b` is not a port"),
            v -> assertThat(v).startsWith("replicas: must be a whole number"),
            v -> assertThat(v).startsWith("links: `rediss` is neither"),
            v -> assertThat(v).startsWith("name: must be a DNS label"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name: a\nimage: x\nreplicas: 2\nports: ['80:80/udp']",
        "name: a\nservices: {x: {image: i, depends_on: [y]}, y: {image: i, links: [x]}}",
        "name: a\nimage: x\nlabels: {dev.berth.app: b}",
        "name: a\nimage: x\nvolumes: [./here:/there]",
        "name: a\nservices: {x: {image: i, volumes: ['v:/v']}}",
        "name: a\nimage: 'X:Y:Z'",
        "name: a\nbuild: {files: {../x: y, Dockerfile: z}}",
        "name: a\nimage: x\nmem_limit: 1m",
        "name: a\nimage: x\nstop_grace_period: ten",
        "name: a\nimage: x\ncommand: 'sh -c \"'",
        "name: a\nimage: x\nlabels: [A]",
        "name: a\nimage: x\nenvironment: {A: {unset: perhaps}}",
        "name: a\nimage: x\nexpose: [80/icmp]",
        "name: a\nimage: x\nexpose: [0/udp]",
        "name: a\nservices: {}\nvolumes: {v: {}}",
        "name: a\nimage: x\nmem_limit: 7000000ib",
        "name: a\nimage: x\nmem_limit: 1e400",
        "name: a\nimage: x\nenvironment: {A: 1e400}",
        "name: a\nimage: x\nenvironment: {A: .inf}",
        "name: a\nimage: x\nenvironment: {A: !!binary '???'}",
        "name: a\nimage: x\nimage: y",
        "name: a",
        "- name: a",
        "name: a\nservices: {x: {image: i, links: {y: {auth: true}}}, y: {image: i}}",
        "name: a\nimage: x\nrollout: {strategy: BlueGreen}",
        "name: a\nimage: x\nrollout: {strategy: Recreate, maxSurge: 1}",
        "name: a\nimage: x\nports: ['80:80']\nrollout: {strategy: BlueGreen, maxSurge: 1}",
        "name: a\nimage: x\nports: ['80:80']\nrollout: {strategy: Canary}",
        "name: a\nimage: x\nports: ['80:80/udp']\nrollout: {strategy: BlueGreen}",
        "{name: a, services: {x: {image: i, ports: ['80:80'], volumes: ['v:/v']}}, volumes: {v:"
            + " {}}, rollout: {strategy: BlueGreen}}",
        "name: a\nimage: x\nrollout: {strategy: Green}",
        "name: a\nimage: x\nrollout: {paused: perhaps}",
        "name: a\nimage: x\nrollout: {blueGreen: {promote: later}}",
        "name: a\nimage: x\nrollout: {blueGreen: {keepOld: long}}",
        "name: a\nimage: x\nrollout: {blueGreen: yes}",
        "name: a\nimage: x\nrollout: {canary: {steps: [{weight: 0}]}}",
        "name: a\nimage: x\nrollout: {canary: {steps: [{weight: 100}]}}",
        "name: a\nimage: x\nrollout: {canary: {steps: [{pause: 1m}]}}",
        "name: a\nimage: x\nrollout: {canary: {steps: [{weight: 50}, {weight: 20}]}}",
        "name: a\nimage: x\nrollout: {canary: {steps: [{weight: 1, pause: often}]}}",
        "name: a\nimage: x\nrollout: {canary: {step: [{weight: 1}]}}",
        "name: a\nimage: x\nrollout: {canary: {analysis: {minRequests: 5}}}",
        "name: a\nimage: x\nrollout: {canary: {analysis: {maxErrorRate: 5}}}",
        "name: a\nimage: x\nrollout: {canary: {analysis: {maxErrorRate: 101%}}}",
        "name: a\nimage: x\nrollout: {canary: {analysis: {maxErrorRate: 5%, minRequests: 0}}}",
        "name: a\nimage: x\nrollout: {canary: {analysis: {maxErrorRate: 5%, maxSlowdown: much}}}",
        "name: a\nimage: x\nrollout: {maxSurge: 0, maxUnavailable: 0%}",
        "name: a\nimage: x\nrollout: {maxSurge: 101%}",
        "name: a\nimage: x\nrollout: {maxUnavailable: -1}",
        "name: a\nimage: x\nrollout: {readyTimeout: 0s}",
        "name: a\nimage: x\nrollout: {autoRollback: perhaps}",
        "name: a\nimage: x\nrollout: {maxSurges: 1}",
        "name: a\nimage: x\nrollout: Rolling",
        "name: a\nimage: x\nplacement: {volumes: fixed}",
        "name: a\nimage: x\nnetwork_mode: nowhere",
        "name: a\nimage: x\nnetwork_mode: host\nnetworks: [default]",
        "name: a\nimage: x\nnetwork_mode: 'service:b'",
        "name: a\nservices: {x: {image: i, networks: [n]}}",
        "name: a\nservices: {x: {image: i, secrets: [n]}}",
        "name: a\nservices: {x: {image: i, configs: [c]}}\nconfigs: {c: {environment: E}}",
        "name: a\nservices: {x: {image: i, pid: 'service:y'}, y: {image: i, volumes_from: [x]}}",
        "name: a\nimage: x\nreplicas: 2\ncontainer_name: c",
        "name: a\nimage: x\ncpu_shares: many",
        "name: a\nimage: x\ndevices: ['a:b:c:d']",
        "name: a\nbuild: {context: ., platforms: [linux/amd64, linux/arm64]}",
        "name: a\nbuild: {context: ., network: mine}",
        "name: a\nbuild: {context: ., secrets: [{target: x}]}",
        "name: a\nservices: {x: {build: {context: ., secrets: [n]}}}",
        "{name: a, services: {x: {build: {secrets: [{source: s, target: ','}]}}}, secrets: {s:"
            + " {file: f}}}",
        "kind: Sauce",
        "a: &a [x,x]\nb: &b [*a,*a]\nc: [*b"
      })
  void refusesWithOneViolation(String yaml) {
    assertThat(violations(yaml)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "80                     |      |      | 80",
        "4000:80                |      | 4000 | 80",
        "127.0.0.1:4000:80      | 127.0.0.1 | 4000 | 80",
        "127.0.0.1::80          | 127.0.0.1 |      | 80",
        "'[::1]:4000:80'        | ::1  | 4000 | 80",
        "4000-4010:80           |      | 4000-4010 | 80",
      })
  void readsShortPorts(String text, String address, String published, int target) {
    Port port = app("name: a\nimage: x\nports: ['" + text + "']").service("a").ports().getFirst();

    assertThat(port.address()).isEqualTo(Optional.ofNullable(address));
    assertThat(port.published().map(Port.Range::toString))
        .isEqualTo(Optional.ofNullable(published));
    assertThat(port.target()).isEqualTo(target);
  }

  private static Object at(Object map, String key) {
    return Optional.ofNullable((Object) ((Map<?, ?>) map).get(key)).orElseThrow();
  }

  /** As it is written, and nothing where nothing is said. */
  @Test
  void stagesOfARolloutAreWrittenAsTheyWereRead() {
    Map<String, Object> rollout =
        Map.of(
            "strategy",
            "Canary",
            "paused",
            true,
            "blueGreen",
            Map.of("keepOld", "1m", "promote", "manual"),
            "canary",
            Map.of(
                "steps",
                List.of(
                    Map.of("weight", 5),
                    Map.of("weight", 20, "pause", "90s"),
                    Map.of("weight", 20, "pause", "manual")),
                "analysis",
                Map.of("maxErrorRate", "0.5%", "minRequests", 7L, "maxSlowdown", "50%")));
    App app =
        AppReader.read(
                Map.of("name", "a", "image", "x", "ports", List.of("80:80"), "rollout", rollout))
            .app();

    Object spec = AppWriter.full(app).getOrDefault("spec", Map.of());
    Map<?, ?> written = (Map<?, ?>) at(spec, "rollout");
    App again =
        AppReader.read(
                Map.of("name", "a", "image", "x", "ports", List.of("80:80"), "rollout", written))
            .app();
    assertThat(again.rollout()).isEqualTo(app.rollout());
    assertThat(app.rollout().stages())
        .isEqualTo(
            new Stages(
                true,
                Optional.of(Duration.ofMinutes(1)),
                true,
                List.of(
                    new Stages.Step(5, Optional.of(Duration.ZERO)),
                    new Stages.Step(20, Optional.of(Duration.ofSeconds(90))),
                    new Stages.Step(20, Optional.empty())),
                Optional.of(new Stages.Analysis(50, 7, Optional.of(50)))));
    assertThat(at(written, "canary").toString()).contains("0.5%", "manual", "{weight=5}");
  }

  @Test
  void aRangeOfTargetsIsSeveralPorts() {
    assertThat(app("name: a\nimage: x\nports: ['4000-4002:80-82/udp']").service("a").ports())
        .extracting(p -> p.published().orElseThrow() + ":" + p.target() + "/" + p.protocol())
        .containsExactly("4000:80/UDP", "4001:81/UDP", "4002:82/UDP");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name: a\nimage: x\n",
        "name: a\nbuild: .\nports: ['4000:80', '9:9/udp']\nlinks: [redis]\nstate: Stopped\n",
        "name: a\nbuild: {files: {Dockerfile: FROM x}, args: {A: b}, target: t, no_cache: true}",
        "name: a\nimage: mine\nbuild: .\npull_policy: build",
        """
        name: a
        build:
          context: https://host/x.git#main
          credentials: {secret: git}
          secrets: [plain, {source: kept, target: id}]
          cache_from: [a/b:c, "type=registry,ref=a/b:d"]
          cache_to: [type=inline]
          platforms: [linux/amd64]
          network: none
          extra_hosts: [a=1.2.3.4, "b=[::1]"]
          shm_size: 12m
          ulimits: {nproc: 5, nofile: {soft: 1, hard: 2}}
        """,
        """
        name: a
        labels: {team: demo}
        services:
          web:
            image: x
            command: run 'two words'
            entrypoint: []
            user: 1000
            volumes: ["v:/v:ro", "/srv/x:/x", "/anon", {type: tmpfs, target: /t, tmpfs: {size: 1m, mode: 511}}]
            healthcheck: {test: curl -f localhost, interval: 1m30s, retries: 3}
            restart: on-failure:3
            deploy: {replicas: 2, resources: {limits: {cpus: '0.5', memory: 64m, pids: 100}}}
            depends_on: {db: {condition: service_healthy, required: false}}
            stop_signal: SIGINT
            stop_grace_period: 1500ms
            init: true
            read_only: true
            links: {db: {image: y, environment: {A: b}}}
          db: {image: y, expose: [6379], pull_policy: always}
        volumes: {v: {driver: local, labels: {a: b}}, e: {external: true, name: other}}
        """,
        """
        name: a
        services:
          web:
            image: x
            container_name: the_web
            networks: {front: {aliases: [w], ipv4_address: 10.9.0.9, priority: 10, mac_address: 02:42:0a:00:00:01, driver_opts: {a: b}}, back: }
            cap_add: [NET_ADMIN]
            cap_drop: [ALL]
            privileged: true
            devices: ["/dev/null:/dev/x:r", /dev/zero, {source: /dev/a, target: /dev/b, permissions: rw}]
            device_cgroup_rules: ["c 1:3 mr"]
            gpus: [{driver: nvidia, count: 1, capabilities: [gpu, utility], options: {a: b}}]
            secrets: [s, {source: t, target: there, uid: "1", gid: "2", mode: "0400"}]
            configs: [{source: c, target: /etc/c.conf}]
            logging: {driver: json-file, options: {max-size: 10m, max-file: "3"}}
            sysctls: [net.core.somaxconn=1024]
            links: ["db:database", db]
            external_links: ["other:o"]
            stdin_open: true
            tty: true
            ulimits: {nproc: 65535, nofile: {soft: 20000, hard: 40000}}
            extra_hosts: ["a=10.0.0.1", "b:10.0.0.2", "c=::1"]
            shm_size: 64m
            cgroup: private
            cgroup_parent: m-x
            cpu_shares: 73
            cpu_quota: 50000
            cpu_period: 20ms
            cpuset: 0,1
            mem_swappiness: 0
            memswap_limit: 2g
            oom_score_adj: 500
            oom_kill_disable: true
            blkio_config: {weight: 300, weight_device: [{path: /dev/sda, weight: 400}], device_read_bps: [{path: /dev/sdb, rate: 12mb}]}
            security_opt: ["no-new-privileges:true"]
            tmpfs: ["/run:size=64m,uid=1000", /tmp]
            dns: 8.8.8.8
            dns_opt: [use-vc]
            dns_search: [a.example, b.example]
            runtime: runc
            platform: linux/amd64
            group_add: [mail, 1000]
            domainname: example.org
            mac_address: 02:42:ac:11:65:43
            ipc: "service:db"
            uts: host
            userns_mode: host
            annotations: {a: b}
            storage_opt: {size: 1G}
            isolation: default
            post_start: [{command: [a, b], user: root, privileged: true, working_dir: /, environment: [A=b]}]
            pre_stop: [{command: sync}]
            healthcheck: {test: [CMD, x], start_interval: 2s}
            volumes: ["v:/v:nocopy", {type: volume, source: v, target: /w, volume: {subpath: in}}, "/srv:/s:ro,Z,rslave"]
          db: {image: y, network_mode: none, volumes_from: ["side:ro", "container:other"]}
          side: {image: z, network_mode: "service:db"}
        networks:
          front: {driver: bridge, ipam: {driver: default, config: [{subnet: 10.9.0.0/24, gateway: 10.9.0.1, ip_range: 10.9.0.0/25, aux_addresses: {h: 10.9.0.7}}]}, internal: true, attachable: true, enable_ipv6: true, labels: [a=b], driver_opts: {o: "1"}}
          back: {external: true, name: elsewhere}
          default: {name: mine}
        secrets: {s: {content: hush}, t: {file: /etc/t}}
        configs: {c: {content: "a=b"}, d: {external: true}}
        volumes: {v: {name: named, driver_opts: {type: nfs}}}
        """,
        "{name: s, image: x, placement: {engine: e2}}",
        "{name: s, services: {w: {image: x}}, placement: {engine: e2, abandonVolumes: true}}",
        "{name: s, image: x, placement: {engine: e2, volumes: float}}",
        "{name: s, image: x, expose: [80], ingress: {hosts: [a.example], tls: {acme: true}}}",
        "{name: s, image: x, expose: [80], ingress: {hosts: [a.example, '*.b.example'], paths: [/,"
            + " /api], service: s, port: 80, tls: {secret: t, redirect: false, hsts: 24h}}}"
      })
  void canonicalFormReadsAsTheSameApp(String yaml) {
    App app = app(yaml);
    AppDraft again = AppReader.read(AppWriter.full(app));

    assertThat(again.violations()).isEmpty();
    assertThat(again.app()).isEqualTo(app);
  }

  @Test
  void secretsAreHiddenAndComeBack() {
    App app =
        app("name: a\nservices: {x: {image: i, secrets: [s]}}\nsecrets: {s: {content: hush}}");
    App shown = AppReader.read(AppWriter.document(app)).app();

    assertThat(AppWriter.document(app).toString()).doesNotContain("hush");
    assertThat(shown.revealing(app)).isEqualTo(app);
  }

  @Test
  void whatReachesOutOfTheContainerIsDeniedNotInvalid() {
    AppDraft draft =
        ManifestReader.read(
                "name: a\nimage: x\nprivileged: true\ncap_add: [ALL]\nnetwork_mode: host")
            .drafts()
            .getFirst();

    assertThat(draft.violations()).isEmpty();
    assertThat(new Policy(List.of(), List.of()).denials(draft))
        .extracting(Violation::path)
        .containsExactlyInAnyOrder("privileged", "cap_add", "network_mode");
  }
}
