package dev.berth.spec.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.spec.Network;
import dev.berth.spec.RunOption;
import dev.berth.spec.Setting;
import dev.berth.spec.Volume;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Issue 19.7: each rule of what a container may reach, refused and let be, and its way out. */
class RuleTableTest {
  private static final HostAccessPolicy NONE = HostAccessPolicy.NONE;
  private static final HostAccessPolicy ALL = HostAccessPolicy.EVERYTHING;

  /** Which are free whatever they are set to; what belongs together is decided elsewhere. */
  private static final Set<RunOption> FREE =
      EnumSet.of(
          RunOption.BLKIO,
          RunOption.CAP_DROP,
          RunOption.CPU_COUNT,
          RunOption.CPU_PERCENT,
          RunOption.CPU_PERIOD,
          RunOption.CPU_QUOTA,
          RunOption.CPU_SHARES,
          RunOption.CPUSET,
          RunOption.DNS,
          RunOption.DNS_OPT,
          RunOption.DNS_SEARCH,
          RunOption.DOMAINNAME,
          RunOption.EXTRA_HOSTS,
          RunOption.GROUP_ADD,
          RunOption.ISOLATION,
          RunOption.MAC_ADDRESS,
          RunOption.MEM_SWAPPINESS,
          RunOption.MEMSWAP_LIMIT,
          RunOption.PLATFORM,
          RunOption.SHM_SIZE,
          RunOption.STDIN_OPEN,
          RunOption.TTY,
          RunOption.PID,
          RunOption.IPC,
          RunOption.UTS,
          RunOption.CGROUP,
          RunOption.USERNS_MODE,
          RunOption.VOLUMES_FROM);

  /** {@code a=b c=d}. */
  private static SortedMap<String, String> pairs(String text) {
    SortedMap<String, String> pairs = new TreeMap<>();
    for (String pair : text.isEmpty() ? new String[0] : text.split(" ", -1)) {
      int equals = pair.indexOf('=');
      pairs.put(pair.substring(0, equals), pair.substring(equals + 1));
    }
    return pairs;
  }

  private static Setting setting(String kind, String text) {
    return switch (kind) {
      case "pairs" -> new Setting.Pairs(pairs(text));
      case "words" -> new Setting.Words(List.of(text.split(" ", -1)));
      default -> new Setting.Text(text);
    };
  }

  private static List<String> refusals(
      HostAccessPolicy policy, RunOption option, String kind, String text) {
    return new OptionRules(policy).refusals(option, setting(kind, text)).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PRIVILEGED         | text  | true                  |                        |"
            + " berth.policy.privileged=true",
        "DEVICES            | words | /dev/kvm              |                        |"
            + " berth.policy.devices=true",
        "DEVICE_CGROUP_RULES | words | c_1:3_mr             |                        |"
            + " berth.policy.devices=true",
        "GPUS               | text  | all                   |                        |"
            + " berth.policy.devices=true",
        "CAP_ADD            | words | cap_sys_admin         | CHOWN cap_net_raw      |"
            + " berth.policy.capabilities=SYS_ADMIN",
        "SECURITY_OPT       | words | seccomp:unconfined    | seccomp=builtin"
            + " APPARMOR:docker-default | security-options=seccomp=unconfined",
        "SECURITY_OPT       | words | no-new-privileges=0   | no-new-privileges"
            + " no-new-privileges:true no-new-privileges=T | no-new-privileges=0 allows it",
        "SECURITY_OPT       | words | seccomp={}            | seccomp=runtime/default |"
            + " security-options=seccomp allows it",
        "ANNOTATIONS        | pairs | run.oci.handler=wasm  | com.example.x=y        |"
            + " annotations=run.oci.handler",
        "ANNOTATIONS        | pairs | org.systemd.property.X=y | org.systemdx=y      |"
            + " annotations=org.systemd.property.X",
        "CGROUP_PARENT      | text  | /x                    |                        |"
            + " cgroup-parents=/x",
        "RUNTIME            | text  | runsc                 | runc                   |"
            + " runtimes=runsc",
        "RUNTIME            | text  | /usr/bin/runc         | io.containerd.runc.v2  |"
            + " runtimes=/usr/bin/runc",
        "LOGGING            | pairs | driver=syslog         | driver=journald options.tag=x |"
            + " log-drivers=syslog",
        "LOGGING            | pairs | driver=json-file options.gelf-address=x | driver=json-file"
            + " options.max-size=1m | log-drivers=json-file",
        "LOGGING            | pairs | options.syslog-address=x | options.env=x       |"
            + " log-drivers=DRIVER",
        "SYSCTLS            | pairs | vm.swappiness=1       | net.ipv4.ip_forward=1 kernel.shmmax=1"
            + " fs.mqueue.msg_max=1 | sysctls=vm.swappiness",
        "SYSCTLS            | pairs | kernel.panic=1        | net/ipv4/conf/eth0.100/forwarding=1 |"
            + " sysctls=kernel.panic",
        "SYSCTLS            | pairs | net/../kernel/panic=1 | kernel.msgmni=1        |"
            + " berth.policy.sysctls",
        "ULIMITS            | pairs | nice=1                | nofile=1 RLIMIT_CORE=0 |"
            + " berth.policy.host-resources=true",
        "ULIMITS            | pairs | rlimit_rtprio=1       | memlock=-1             |"
            + " berth.policy.host-resources=true",
        "OOM_SCORE_ADJ      | text  | -1                    | 500                    |"
            + " berth.policy.host-resources=true",
        "OOM_KILL_DISABLE   | text  | true                  |                        |"
            + " berth.policy.host-resources=true",
        "CPU_RT_PERIOD      | text  | 1000                  |                        |"
            + " berth.policy.host-resources=true",
        "CPU_RT_RUNTIME     | text  | 1000                  |                        |"
            + " berth.policy.host-resources=true",
      })
  void anOptionThatLeadsOutIsRefusedWithItsSetting(
      RunOption option, String kind, String refused, String free, String way) {
    assertThat(refusals(NONE, option, kind, refused)).singleElement().asString().contains(way);
    assertThat(refusals(ALL, option, kind, refused)).isEmpty();
    if (free != null) {
      assertThat(refusals(NONE, option, kind, free)).isEmpty();
    }
    assertThat(FREE).doesNotContain(option);
  }

  @Test
  void whatNoSettingAllows() {
    for (HostAccessPolicy policy : List.of(NONE, ALL)) {
      assertThat(refusals(policy, RunOption.STORAGE_OPT, "pairs", "size=1g")).isEmpty();
      assertThat(refusals(policy, RunOption.STORAGE_OPT, "pairs", "dm.x=1"))
          .singleElement()
          .asString()
          .contains("`dm.x` is not known, and no setting allows it");
    }
  }

  @ParameterizedTest
  @EnumSource(RunOption.class)
  void everyOptionIsFreeOrRefusedAtLeastOnce(RunOption option) {
    List<String> dangers = List.of("-1", "true", "host", "/x", "vm.swappiness=1");
    boolean isFree =
        dangers.stream().allMatch(text -> refusals(NONE, option, "text", text).isEmpty())
            && refusals(NONE, option, "words", "unconfined").isEmpty()
            && refusals(NONE, option, "pairs", "org.criu.x=y driver=syslog").isEmpty();

    assertThat(isFree).isEqualTo(FREE.contains(option));
  }

  private static List<String> denials(HostAccessPolicy policy, Network network) {
    List<String> denials = new ArrayList<>();
    new NetworkRules(policy, (key, why) -> denials.add(key)).check(network);
    return denials;
  }

  private static Network network(String driver, String options, String ipam, boolean external) {
    SortedMap<String, String> given = pairs(ipam);
    Optional<Network.Ipam> own =
        Optional.of(new Network.Ipam(Optional.ofNullable(given.remove("driver")), List.of(), given))
            .filter(i -> !ipam.isEmpty());
    return new Network(
        Optional.empty(),
        Optional.of(driver).filter(d -> !d.isEmpty()),
        pairs(options),
        own,
        false,
        false,
        Optional.empty(),
        Optional.empty(),
        new TreeMap<>(),
        external);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''      | ''                                          | ''                      | ''",
        "bridge  | com.docker.network.driver.mtu=1400          | driver=default          | ''",
        "overlay | encrypted=true                              | driver=null             | ''",
        "none    | com.docker.network.bridge.enable_icc=false  | ''                      | ''",
        "macvlan | ''                                          | ''                      | driver",
        "host    | ''                                          | ''                      | driver",
        "bridge  | com.docker.network.bridge.name=docker0      | ''                      |"
            + " driver_opts.com.docker.network.bridge.name",
        "macvlan | parent=eth0                                 | ''                      | driver"
            + " driver_opts.parent",
        "''      | ''                                          | driver=dhcp             |"
            + " ipam.driver",
        "''      | ''                                          | x=y                     |"
            + " ipam.options.x",
        "''      | ''                                          | driver=dhcp x=y         |"
            + " ipam.driver ipam.options.x",
      })
  void whatANetworkIsMadeOf(String driver, String options, String ipam, String denied) {
    assertThat(String.join(" ", denials(NONE, network(driver, options, ipam, false))))
        .isEqualTo(denied);
    assertThat(denials(ALL, network(driver, options, ipam, false))).isEmpty();
    assertThat(denials(NONE, network(driver, options, ipam, true))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "com.docker.network.endpoint.ifname=eth7,                            true",
    "com.docker.network.endpoint.sysctls=net.ipv4.conf.IFNAME.forwarding=1, true",
    "com.docker.network.endpoint.sysctls=kernel.shmmax=1,                false",
    "com.docker.network.endpoint.sysctls=kernel.panic=1,                 false",
    "'com.docker.network.endpoint.sysctls=net.a.b=1,vm.x=1',             false",
    "com.docker.network.windowsshim.dnsservers=x,                        false",
  })
  void whatAPlaceOnANetworkIsMadeOf(String options, boolean isFree) {
    Policy strict = new Policy(List.of(), List.of());
    Policy open = new Policy(List.of(), List.of(), ALL);

    assertThat(strict.denials("shop_default", pairs(options))).hasSize(isFree ? 0 : 1);
    assertThat(open.denials("shop_default", pairs(options))).isEmpty();
  }

  private static List<String> denials(HostAccessPolicy policy, Volume volume) {
    List<String> denials = new ArrayList<>();
    new VolumeRules(new HostPaths(List.of(Path.of("/srv"))), policy, (key, why) -> denials.add(key))
        .check(volume);
    return denials;
  }

  private static Volume volume(String driver, String options) {
    return new Volume(
        Optional.of(driver).filter(d -> !d.isEmpty()),
        pairs(options.replace("; ", " ")),
        new TreeMap<>(),
        Optional.empty(),
        Optional.empty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''    | ''                                                | ''",
        "local | type=tmpfs device=tmpfs o=size=1m,uid=3,nosuid    | ''",
        "''    | type=nfs device=:/export o=addr=10.0.0.1,rw       | ''",
        "''    | type=NFS4 device=:/export o=addr=10.0.0.1         | ''",
        "''    | type=cifs device=//host/share o=username=x        | ''",
        "''    | type=none device=/srv/data o=bind                 | ''",
        "''    | device=/srv/data o=rbind,ro                       | ''",
        "nfs   | ''                                                | driver",
        "''    | mountpoint=/etc                                   | driver_opts.mountpoint",
        "''    | type=none device=/etc o=bind                      | driver_opts.device",
        "''    | type=bind device=/etc                             | driver_opts.device",
        "''    | device=/srv/../etc o=bind                         | driver_opts.device",
        "''    | type=none device=data o=bind                      | driver_opts.device",
        "''    | type=none device=/dev/sda                         | driver_opts.device",
        "''    | type=xfs device=/dev/sda1                         | driver_opts.device",
        "''    | type=xfs device=/srv/disk.img                     | driver_opts.type",
        "''    | type=overlay o=rw                                 | driver_opts.type",
        "''    | type=tmpfs device=/etc o=bind                     | driver_opts.o",
        "''    | type=tmpfs device=tmpfs o=size=1m,BIND            | driver_opts.o",
        "''    | type=nfs device=:/x o=rbind,addr=1                | driver_opts.o",
        "''    | type=cifs device=/etc o=guest                     | driver_opts.device",
        "''    | type=smb3 device=/dev/sda                         | driver_opts.device",
      })
  void whatAVolumeIsMadeOf(String driver, String options, String denied) {
    assertThat(String.join(" ", denials(NONE, volume(driver, options)))).isEqualTo(denied);
  }

  /** A device of the machine stays a device, however its path is bent. */
  @ParameterizedTest
  @CsvSource({
    "type=ext4 device=/dev/sda,        true",
    "type=ext4 device=/dev/../etc,     false",
    "type=ext4 device=/dev/x/..,       false",
    "type=none device=/dev/shm,        true",
    "type=none device=/etc o=bind,     false",
  })
  void whoAllowsEverythingStillKeepsPathsToItsRoots(String options, boolean isFree) {
    assertThat(denials(ALL, volume("", options))).hasSize(isFree ? 0 : 1);
  }

  @Test
  void everyTypeOfADiskIsKnown() {
    for (String type : Arrays.asList("ext2", "ext3", "btrfs", "vfat", "ntfs", "iso9660", "jfs")) {
      assertThat(denials(NONE, volume("", "type=" + type + " device=/dev/sda")))
          .containsExactly("driver_opts.device");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "data, true",
    "a, true",
    "shop_d.1-x, true",
    "/etc, false",
    "-a, false",
    "a/b, false"
  })
  void whatAVolumeIsCalled(String name, boolean isFree) {
    for (Volume volume :
        List.of(
            new Volume(
                Optional.empty(),
                new TreeMap<>(),
                new TreeMap<>(),
                Optional.of(name),
                Optional.empty()),
            new Volume(
                Optional.empty(),
                new TreeMap<>(),
                new TreeMap<>(),
                Optional.empty(),
                Optional.of(name)))) {
      assertThat(denials(ALL, volume)).hasSize(isFree ? 0 : 1);
    }
  }

  @Test
  void aGrantIsAWordOrABeginning() {
    HostAccessPolicy some =
        new HostAccessPolicy(
            false,
            false,
            false,
            false,
            false,
            false,
            false,
            Set.of("cap_sys_admin"),
            Map.of(Grant.RUNTIMES, Set.of("runsc*"), Grant.VOLUME_DRIVERS, Set.of("nfs")));

    assertThat(refusals(some, RunOption.RUNTIME, "text", "runsc-kvm")).isEmpty();
    assertThat(refusals(some, RunOption.RUNTIME, "text", "kata")).hasSize(1);
    assertThat(refusals(some, RunOption.CAP_ADD, "words", "SYS_ADMIN")).isEmpty();
    assertThat(refusals(some, RunOption.CAP_ADD, "words", "SYS_TIME SYS_BOOT")).hasSize(2);
    assertThat(denials(some, volume("nfs", "x=y"))).isEmpty();
    assertThat(denials(some, volume("nfsx", ""))).containsExactly("driver");
  }
}
