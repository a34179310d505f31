package dev.berth.spec.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.manifest.ManifestReader;
import dev.berth.spec.validation.LabelSelector;
import dev.berth.spec.validation.Validated;
import dev.berth.spec.validation.Violation;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ways out of a container are refused with the setting that would allow them. */
class PolicyTest {
  private static final Policy STRICT = new Policy(List.of(), List.of());
  private static final Policy OPEN =
      new Policy(List.of(Path.of("/")), List.of(), HostAccessPolicy.EVERYTHING);

  private static List<Violation> denials(Policy policy, String yaml) {
    return policy.denials(ManifestReader.read(yaml).drafts().getFirst());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "privileged: true                          | privileged   | berth.policy.privileged",
        "cap_add: [SYS_ADMIN]                      | cap_add      | capabilities=SYS_ADMIN",
        "cap_add: [cap_net_admin]                  | cap_add      | capabilities=NET_ADMIN",
        "network_mode: host                        | network_mode | berth.policy.host-namespaces",
        "pid: host                                 | pid          | berth.policy.host-namespaces",
        "ipc: host                                 | ipc          | berth.policy.host-namespaces",
        "uts: host                                 | uts          | berth.policy.host-namespaces",
        "cgroup: host                              | cgroup       | berth.policy.host-namespaces",
        "userns_mode: host                         | userns_mode  | berth.policy.host-namespaces",
        "devices: [/dev/kvm]                       | devices      | berth.policy.devices",
        "gpus: all                                 | gpus         | berth.policy.devices",
        "volumes_from: ['container:x']             | volumes_from | berth.policy.other-containers",
        "pid: 'container:x'                        | pid          | berth.policy.other-containers",
        "volumes: ['/var/run/docker.sock:/s']      | volumes      | berth.policy.engine-socket",
        "volumes: ['/etc:/e']                      | volumes      | berth.policy.bind-roots",
        "pre_stop: [{command: x, privileged: true}] | pre_stop    | berth.policy.privileged",
        "pid: ' HOST'                              | pid          | berth.policy.host-namespaces",
        "userns_mode: anything                     | userns_mode  | berth.policy.host-namespaces",
        "security_opt: ['seccomp:unconfined']      | security_opt |"
            + " security-options=seccomp=unconfined",
        "security_opt: ['no-new-privileges=false'] | security_opt | berth.policy.security-options",
        "cgroup_parent: /                          | cgroup_parent | berth.policy.cgroup-parents=/",
        "runtime: runsc                            | runtime      | berth.policy.runtimes=runsc",
        "annotations: {run.oci.handler: wasm}      | annotations  | berth.policy.annotations",
        "sysctls: {net/../kernel/panic: '1'}       | sysctls      | berth.policy.sysctls",
        "ulimits: {RLIMIT_RTPRIO: 99}              | ulimits      | berth.policy.host-resources",
        "oom_score_adj: -1                         | oom_score_adj | berth.policy.host-resources",
        "logging: {driver: syslog}                 | logging      |"
            + " berth.policy.log-drivers=syslog",
        "networks: {default: {driver_opts: {a: b}}} | networks    | berth.policy.host-interfaces",
      })
  void refusesAndNamesTheSetting(String key, String path, String setting) {
    String yaml = "name: a\nimage: x\n" + key;

    assertThat(denials(STRICT, yaml))
        .singleElement()
        .satisfies(denial -> {
          assertThat(denial.path()).isEqualTo(path);
          assertThat(denial.message()).contains(setting);
        });
    assertThat(denials(OPEN, yaml)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cap_add: [NET_BIND_SERVICE, CAP_CHOWN]",
        "cap_drop: [ALL]",
        "ipc: shareable",
        "network_mode: none",
        "security_opt: ['no-new-privileges:true']",
        "volumes: ['data:/d']",
        "sysctls: {net.ipv4.ip_forward: '1', kernel.shmmax: '1'}",
        "ulimits: {nofile: 10, memlock: -1}",
        "annotations: {com.example.team: x}",
        "logging: {driver: json-file, options: {max-size: 1m, tag: x}}",
        "tmpfs: ['/t:size=1m,uid=3,noexec']",
        "networks: {default: {driver_opts: {com.docker.network.endpoint.sysctls:"
            + " net.ipv4.conf.IFNAME.log_martians=1}}}",
      })
  void allowsWhatStaysInside(String key) {
    assertThat(denials(STRICT, "name: a\nimage: x\n" + key)).isEmpty();
  }

  @Test
  void knowsTheBackDoors() {
    String yaml =
        """
        name: a
        services: {x: {image: i, networks: [n], volumes: ['v:/v'], secrets: [s]}}
        networks: {n: {external: true, name: host}}
        volumes: {v: {driver_opts: {type: none, o: bind, device: /etc}}}
        secrets: {s: {file: /etc/shadow}}
        """;

    assertThat(denials(STRICT, yaml))
        .extracting(Violation::path)
        .containsExactlyInAnyOrder(
            "services.x.networks", "volumes.v.driver_opts.device", "secrets.s.file");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "driver: rclone                                   | driver             |"
            + " volume-drivers=rclone",
        "driver_opts: {type: overlay, o: lowerdir=/etc}   | driver_opts.type   |"
            + " volume-types=overlay",
        "driver_opts: {type: tmpfs, o: 'size=1m,bind', device: /etc} | driver_opts.o |"
            + " volume-types",
        "driver_opts: {type: ext4, device: /dev/sda}      | driver_opts.device |"
            + " berth.policy.devices",
        "driver_opts: {type: cifs, device: /etc}          | driver_opts.device |"
            + " berth.policy.bind-roots",
        "name: /etc                                       | name               |"
            + " berth.policy.bind-roots",
      })
  void refusesVolumesThatReachTheMachine(String keys, String path, String setting) {
    String yaml = "{name: a, services: {x: {image: i}}, volumes: {vol: {" + keys + "}}}";

    assertThat(denials(STRICT, yaml))
        .anySatisfy(denial -> {
          assertThat(denial.path()).isEqualTo("volumes.vol." + path);
          assertThat(denial.message()).contains(setting);
        });
    if (!path.equals("name")) {
      assertThat(denials(OPEN, yaml)).isEmpty();
    }
  }

  /** A word of a list allows that word, or what begins as it does; nothing else. */
  @Test
  void aListAllowsItsWords() {
    Policy policy =
        new Policy(
            List.of(),
            List.of(),
            new HostAccessPolicy(
                false,
                false,
                false,
                false,
                false,
                false,
                false,
                Set.of(),
                Map.of(
                    Grant.SECURITY_OPTIONS, Set.of("seccomp=unconfined"),
                    Grant.SYSCTLS, Set.of("vm.*"))));

    assertThat(denials(policy, "{name: a, image: x, security_opt: ['seccomp:unconfined']}"))
        .isEmpty();
    assertThat(denials(policy, "{name: a, image: x, sysctls: {vm.swappiness: '1'}}")).isEmpty();
    assertThat(denials(policy, "{name: a, image: x, security_opt: ['apparmor=unconfined']}"))
        .hasSize(1);
    assertThat(denials(policy, "{name: a, image: x, sysctls: {vmx.swappiness: '1'}}")).hasSize(1);
  }

  @Test
  void appsWithTheLabelOfTheOperatorAreExempt() {
    Policy policy =
        new Policy(
            new HostPaths(List.of()),
            List.of(),
            HostAccessPolicy.NONE,
            java.util.Optional.empty(),
            LabelSelector.parse("team=infra") instanceof Validated.Valid<LabelSelector> valid
                ? java.util.Optional.of(valid.value())
                : java.util.Optional.empty());
    String spec = ", spec: {image: a, privileged: true, volumes: ['/etc:/e']}}";

    assertThat(denials(policy, "{kind: App, metadata: {name: a, labels: {team: infra}}" + spec))
        .extracting(Violation::path)
        .containsExactly("spec.volumes");
    assertThat(denials(policy, "{kind: App, metadata: {name: a, labels: {team: web}}" + spec))
        .hasSize(2);
  }

  /** It would leave the volume, or make another mount of memory. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "volumes: [{type: volume, source: d, target: /d, volume: {subpath: /etc}}] | subpath"
            + " `/etc`",
        "volumes: [{type: volume, source: d, target: /d, volume: {subpath: a/../..}}] | a/../..",
        "volumes: [{type: volume, source: d, target: /d, volume: {subpath: ..}}] | leaves the"
            + " volume",
        "tmpfs: ['/t:size=1m,bind'] | `bind` is no option of tmpfs",
        "tmpfs: ['/t:rw,mpol=x,suid,rbind'] | `rbind` is no option of tmpfs",
      })
  void noSettingOpensAMountThatLeaves(String key, String words) {
    String yaml = "name: a\nimage: x\n" + key;

    for (Policy policy : List.of(STRICT, OPEN)) {
      assertThat(denials(policy, yaml))
          .singleElement()
          .satisfies(denial -> assertThat(denial.message()).contains(words));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "volumes: [{type: volume, source: d, target: /d, volume: {subpath: a/b..c}}]",
        "tmpfs: ['/t:size=1m,mode=1777,noexec']",
        "tmpfs: [/t]",
      })
  void whatStaysIsLetBe(String key) {
    assertThat(denials(STRICT, "name: a\nimage: x\n" + key)).isEmpty();
  }
}
