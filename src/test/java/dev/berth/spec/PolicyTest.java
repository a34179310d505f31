package dev.berth.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.manifest.ManifestReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ways out of a container are refused with the setting that would allow them. */
class PolicyTest {
  private static final Policy STRICT = new Policy(List.of(), List.of());
  private static final Policy OPEN =
      new Policy(
          List.of(Path.of("/")),
          List.of(),
          new Permits(true, true, true, true, true, Set.of("ALL")));

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

  @Test
  void appsWithTheLabelOfTheOperatorAreExempt() {
    Policy policy =
        new Policy(
            new HostPaths(List.of()),
            List.of(),
            Permits.NONE,
            java.util.Optional.empty(),
            LabelSelector.parse("team=infra") instanceof Checked.Valid<LabelSelector> valid
                ? java.util.Optional.of(valid.value())
                : java.util.Optional.empty());
    String spec = ", spec: {image: a, privileged: true, volumes: ['/etc:/e']}}";

    assertThat(denials(policy, "{kind: App, metadata: {name: a, labels: {team: infra}}" + spec))
        .extracting(Violation::path)
        .containsExactly("spec.volumes");
    assertThat(denials(policy, "{kind: App, metadata: {name: a, labels: {team: web}}" + spec))
        .hasSize(2);
  }
}
