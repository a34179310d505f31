package dev.berth.plan.swarm;

import dev.berth.observe.swarm.SwarmObject;
import dev.berth.spec.GivenFile;
import dev.berth.spec.HealthCheck;
import dev.berth.spec.Mount;
import dev.berth.spec.ProcessSpec;
import dev.berth.spec.RunOption;
import dev.berth.spec.RunOptions;
import dev.berth.spec.Service;
import dev.berth.spec.Setting;
import dev.berth.spec.UnsetVariable;
import dev.berth.spec.Volume;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The container that each task of a service has, as the Engine API spells it. */
final class ContainerTree {
  private final SwarmWish wish;
  private final Service service;
  private final Map<String, Object> tree = new LinkedHashMap<>();

  private ContainerTree(SwarmWish wish, Service service) {
    this.wish = wish;
    this.service = service;
  }

  /** Without labels. */
  static Map<String, Object> of(SwarmWish wish, Service service, String image) {
    return new ContainerTree(wish, service).draw(image);
  }

  private Map<String, Object> draw(String image) {
    tree.put("Image", image);
    process(service.process());
    options(service.options());
    put("Env", service.environment().entrySet().stream().map(ContainerTree::variable).toList());
    service.healthCheck().ifPresent(check -> tree.put("Healthcheck", health(check)));
    put("Mounts", service.mounts().stream().map(this::mount).toList());
    put("Secrets", files(GivenFile.Kind.SECRET, "Secret"));
    put("Configs", files(GivenFile.Kind.CONFIG, "Config"));
    return tree;
  }

  private void put(String key, List<?> values) {
    if (!values.isEmpty()) {
      tree.put(key, values);
    }
  }

  private void put(String key, Optional<?> value) {
    value.ifPresent(present -> tree.put(key, present));
  }

  private static String variable(Map.Entry<String, String> entry) {
    return UnsetVariable.is(entry.getValue())
        ? entry.getKey()
        : entry.getKey() + "=" + entry.getValue();
  }

  private void process(ProcessSpec process) {
    put("Command", process.entrypoint());
    put("Args", process.command());
    put("User", process.user());
    put("Dir", process.workingDir());
    put("Hostname", process.hostname());
    put("Init", process.init());
    put("StopSignal", process.stopSignal());
    put("StopGracePeriod", process.stopGrace().map(Duration::toNanos));
    if (process.readOnly()) {
      tree.put("ReadOnly", true);
    }
  }

  private void options(RunOptions options) {
    put("Groups", options.words(RunOption.GROUP_ADD));
    put("CapabilityAdd", options.words(RunOption.CAP_ADD));
    put("CapabilityDrop", options.words(RunOption.CAP_DROP));
    put("Hosts", options.words(RunOption.EXTRA_HOSTS).stream().map(ContainerTree::host).toList());
    options.get(RunOption.TTY).ifPresent(on -> tree.put("TTY", isTrue(on)));
    options.get(RunOption.STDIN_OPEN).ifPresent(on -> tree.put("OpenStdin", isTrue(on)));
    options.get(RunOption.ISOLATION).ifPresent(word -> tree.put("Isolation", word.text()));
    Map<String, String> sysctls = options.pairs(RunOption.SYSCTLS);
    if (!sysctls.isEmpty()) {
      tree.put("Sysctls", sysctls);
    }
    put("Ulimits", ulimits(options.pairs(RunOption.ULIMITS)));
    Map<String, Object> dns = new LinkedHashMap<>();
    words(dns, "Nameservers", options.words(RunOption.DNS));
    words(dns, "Search", options.words(RunOption.DNS_SEARCH));
    words(dns, "Options", options.words(RunOption.DNS_OPT));
    if (!dns.isEmpty()) {
      tree.put("DNSConfig", dns);
    }
  }

  private static void words(Map<String, Object> into, String key, List<String> words) {
    if (!words.isEmpty()) {
      into.put(key, words);
    }
  }

  private static boolean isTrue(Setting setting) {
    return setting.text().equals("true");
  }

  /** {@code soft:hard}, or one number for both. */
  private static List<Map<String, Object>> ulimits(Map<String, String> pairs) {
    List<Map<String, Object>> all = new ArrayList<>();
    pairs.forEach((name, text) -> {
      String[] limits = text.split(":", 2);
      all.add(
          Map.of(
              "Name",
              name,
              "Soft",
              Long.parseLong(limits[0].strip()),
              "Hard",
              Long.parseLong(limits[limits.length - 1].strip())));
    });
    return all;
  }

  /** {@code NAME:ADDRESS} as a line of a hosts file. */
  private static String host(String text) {
    int colon = text.indexOf(':');
    return text.substring(colon + 1) + " " + text.substring(0, colon);
  }

  private static Map<String, Object> health(HealthCheck check) {
    Map<String, Object> tree = new LinkedHashMap<>();
    if (!check.test().isEmpty()) {
      tree.put("Test", check.test());
    }
    check.interval().ifPresent(time -> tree.put("Interval", time.toNanos()));
    check.timeout().ifPresent(time -> tree.put("Timeout", time.toNanos()));
    check.startPeriod().ifPresent(time -> tree.put("StartPeriod", time.toNanos()));
    check.startInterval().ifPresent(time -> tree.put("StartInterval", time.toNanos()));
    check.retries().ifPresent(times -> tree.put("Retries", times));
    return tree;
  }

  private Map<String, Object> mount(Mount mount) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("Target", mount.target());
    switch (mount) {
      case Mount.OfVolume volume -> {
        tree.put("Type", "volume");
        volume.volume().ifPresent(name -> tree.put("Source", SwarmVolumes.name(wish, name)));
        if (volume.readOnly()) {
          tree.put("ReadOnly", true);
        }
        tree.put("VolumeOptions", volume(volume));
      }
      case Mount.OfMemory memory -> {
        tree.put("Type", "tmpfs");
        Map<String, Object> options = new LinkedHashMap<>();
        memory.sizeBytes().ifPresent(size -> options.put("SizeBytes", size));
        memory.mode().ifPresent(mode -> options.put("Mode", mode));
        tree.put("TmpfsOptions", options);
      }
      case Mount.OfHost host ->
          throw new IllegalArgumentException("a mount of the host is refused before");
    }
    return tree;
  }

  private Map<String, Object> volume(Mount.OfVolume mount) {
    Map<String, Object> options = new LinkedHashMap<>();
    if (mount.noCopy()) {
      options.put("NoCopy", true);
    }
    mount
        .volume()
        .map(name -> wish.desired().app().volumes().getOrDefault(name, Volume.PLAIN))
        .filter(volume -> volume.external().isEmpty())
        .ifPresent(volume -> {
          options.put("Labels", SwarmVolumes.labels(wish, mount.volume().orElse(""), volume));
          if (volume.driver().isPresent() || !volume.driverOptions().isEmpty()) {
            options.put(
                "DriverConfig",
                Map.of(
                    "Name",
                    volume.driver().orElse(Volume.DEFAULT_DRIVER),
                    "Options",
                    volume.driverOptions()));
          }
        });
    return options;
  }

  private List<Map<String, Object>> files(GivenFile.Kind kind, String word) {
    return service.surroundings().files().stream()
        .filter(file -> file.kind() == kind && wish.source(file).isPresent())
        .map(file -> file(file, word))
        .toList();
  }

  private Map<String, Object> file(GivenFile file, String word) {
    String name = wish.name(file);
    SwarmObject.Kind kind =
        file.kind() == GivenFile.Kind.SECRET ? SwarmObject.Kind.SECRET : SwarmObject.Kind.CONFIG;
    return Map.of(
        word + "Name",
        name,
        word + "ID",
        wish.seen().named(kind, name).map(SwarmObject::id).orElse(""),
        "File",
        Map.of(
            "Name",
            file.path(),
            "UID",
            Integer.toString(file.uid().orElse(0)),
            "GID",
            Integer.toString(file.gid().orElse(0)),
            "Mode",
            file.mode().orElse(GivenFile.DEFAULT_MODE)));
  }
}
