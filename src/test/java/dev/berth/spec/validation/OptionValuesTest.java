package dev.berth.spec.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.manifest.ManifestReader;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A value that no engine takes is told at the door, and its nearest neighbour is let be. */
class OptionValuesTest {
  private static List<String> paths(String keys) {
    AppDraft draft =
        ManifestReader.read(
                "{name: shop, services: {web: {image: 'a:1', %s}}, networks: {n: {}}}"
                    .formatted(keys))
            .drafts()
            .getFirst();
    return SpecRules.check(draft, Set.of()) instanceof Validated.Invalid<?> invalid
        ? invalid.violations().stream().map(Violation::path).distinct().toList()
        : List.of();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mem_swappiness | mem_swappiness: 101 | mem_swappiness: 100",
        "mem_swappiness | mem_swappiness: -2 | mem_swappiness: -1",
        "oom_score_adj | oom_score_adj: 1001 | oom_score_adj: 1000",
        "oom_score_adj | oom_score_adj: -1001 | oom_score_adj: -1000",
        "cpu_percent | cpu_percent: 101 | cpu_percent: 100",
        "cpu_count | cpu_count: -1 | cpu_count: 1",
        "cpu_shares | cpu_shares: 1 | cpu_shares: 2",
        "cpu_shares | cpu_shares: 262145 | cpu_shares: 262144",
        "cpu_period | cpu_period: 999 | cpu_period: 1000",
        "cpu_period | cpu_period: 2s | cpu_period: 1s",
        "cpu_quota | cpu_quota: 999 | cpu_quota: 1000",
        "cpu_quota | cpu_quota: 500us | cpu_quota: -1",
        "cpu_quota | 'cpus: 0.5, cpu_quota: 5000' | cpu_quota: 5000",
        "cpu_period | 'cpus: 0.5, cpu_period: 5000' | cpus: 0.5",
        "cpu_rt_runtime | 'cpu_rt_runtime: 5001, cpu_rt_period: 5000' |"
            + " 'cpu_rt_runtime: 5000, cpu_rt_period: 5000'",
        "shm_size | shm_size: -1 | shm_size: 64m",
        "memswap_limit | memswap_limit: 1g | memswap_limit: -1",
        "memswap_limit | 'mem_limit: 64m, memswap_limit: 63m' |"
            + " 'mem_limit: 64m, memswap_limit: 64m'",
        "mem_reservation | 'mem_limit: 64m, mem_reservation: 65m' |"
            + " 'mem_limit: 64m, mem_reservation: 64m'",
        "mem_reservation | mem_reservation: 5m | mem_reservation: 6m",
        "ulimits.files | ulimits: {files: 5} | 'ulimits: {nofile: 5, NPROC: 5, as: 5}'",
        "ulimits.nofile | ulimits: {nofile: {soft: 6, hard: 5}} |"
            + " ulimits: {nofile: {soft: 5, hard: 5}}",
        "ulimits.nofile | ulimits: {nofile: {soft: -1, hard: 5}} |"
            + " ulimits: {nofile: {soft: 5, hard: -1}}",
        "blkio_config | blkio_config: {weight: 9} | blkio_config: {weight: 10}",
        "blkio_config | blkio_config: {weight_device: [{path: /dev/sda, weight: 9}]} |"
            + " blkio_config: {weight_device: [{path: /dev/sda, weight: 10}]}",
        "cpuset | cpuset: 0- | cpuset: 0-1",
        "cpuset | cpuset: all | 'cpuset: \"0,2-3\"'",
        "mac_address | mac_address: 02-42 | mac_address: 02:42:ac:11:00:0F",
        "dns | dns: [dns.example.org] | dns: [10.0.0.53, 'fd00::53']",
        "dns | dns: 10.0.0.256 | dns: 10.0.0.255",
        "extra_hosts | extra_hosts: [db=db.example.org] | extra_hosts: [db=10.0.0.5]",
        "extra_hosts | extra_hosts: {db: gateway} | extra_hosts: {db: host-gateway}",
        "extra_hosts | extra_hosts: ['d b=10.0.0.5'] | extra_hosts: {db: '[fd00::5]'}",
        "device_cgroup_rules | device_cgroup_rules: ['d 1:3 r'] |"
            + " device_cgroup_rules: ['c 1:3 r', 'a *:* rwm']",
        "pid | pid: none | pid: private",
        "pid | 'pid: \"service:\"' | 'pid: \"container:x\"'",
        "ipc | ipc: hosts | ipc: shareable",
        "uts | 'uts: \"container:x\"' | uts: host",
        "cgroup | cgroup: own | cgroup: private",
        "userns_mode | userns_mode: own | userns_mode: private",
        "networks.n.ipv4_address | networks: {n: {ipv4_address: 'fd00::5'}} |"
            + " networks: {n: {ipv4_address: 10.0.0.5}}",
        "networks.n.ipv6_address | networks: {n: {ipv6_address: 10.0.0.5}} |"
            + " networks: {n: {ipv6_address: 'fd00::5'}}",
        "networks.n.mac_address | networks: {n: {mac_address: x}} |"
            + " networks: {n: {mac_address: '02:42:ac:11:00:02'}}",
        "networks.n.link_local_ips | networks: {n: {link_local_ips: [x]}} |"
            + " networks: {n: {link_local_ips: [169.254.1.1]}}",
      })
  void whatNoEngineTakesIsTold(String key, String wrong, String right) {
    assertThat(paths(wrong)).containsExactly("services.web." + key);
    assertThat(paths(right)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"name=db.example.org, true", "db=10.0.0.5, false"})
  void hostsOfBuildsLikewise(String host, boolean isWrong) {
    String build =
        "{name: shop, services: {web: {build: {dockerfile_inline: FROM a, extra_hosts: [%s]}}}}"
            .formatted(host);
    AppDraft draft = ManifestReader.read(build).drafts().getFirst();

    assertThat(SpecRules.check(draft, Set.of()) instanceof Validated.Invalid<?>).isEqualTo(isWrong);
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.5, true, false",
    "0.0.0.0, true, false",
    "255.255.255.255, true, false",
    "256.0.0.1, false, false",
    "01.0.0.1, false, false",
    "10.0.0, false, false",
    "10.0.0.5., false, false",
    "10.0.0.5/24, false, false",
    "'', false, false",
    "::, false, true",
    "::1, false, true",
    "1::, false, true",
    "fd00:1:2:3:4:5:6:7, false, true",
    "fd00:1:2:3:4:5:6:7:8, false, false",
    "fd00:1:2:3:4:5:6, false, false",
    "1:2:3:4:5:6:7::, false, true",
    "1:2:3:4::5:6:7:8, false, false",
    "::ffff:10.0.0.5, false, true",
    "::ffff:10.0.0, false, false",
    "1:2:3:4:5:6:10.0.0.5, false, true",
    "1:2:3:4:5:6:7:10.0.0.5, false, false",
    "fe80::1%eth0, false, false",
    "1::2::3, false, false",
    ":1:2:3:4:5:6:7, false, false",
    "12345::, false, false",
    "g::, false, false",
  })
  void addressesAreReadAsTheyAreWritten(String text, boolean isV4, boolean isV6) {
    assertThat(IpLiteral.isV4(text)).isEqualTo(isV4);
    assertThat(IpLiteral.isV6(text)).isEqualTo(isV6);
    assertThat(IpLiteral.isOne(text)).isEqualTo(isV4 || isV6);
  }
}
