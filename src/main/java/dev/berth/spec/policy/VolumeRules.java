package dev.berth.spec.policy;

import dev.berth.spec.Volume;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/**
 * What a volume may be made of. The engine's own driver mounts what it is told to, as root: a host
 * path by the back door.
 */
final class VolumeRules {
  /** As engines call volumes (moby, {@code volume/local}); all else they take for a path. */
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]*");

  /** Shares of a server, {@code //host/share}: a device that is no path. */
  private static final Pattern SHARE = Pattern.compile("(?://|\\\\\\\\)[^/\\\\]+[/\\\\].*");

  private static final Set<String> OPTIONS = Set.of("type", "o", "device", "size");

  /** File systems that lie on a device. */
  private static final Set<String> ON_DEVICES =
      Set.of(
          "ext2",
          "ext3",
          "ext4",
          "xfs",
          "btrfs",
          "f2fs",
          "vfat",
          "exfat",
          "ntfs",
          "ntfs3",
          "iso9660",
          "udf",
          "squashfs",
          "erofs",
          "jfs",
          "reiserfs");

  private final HostPaths paths;
  private final HostAccessPolicy hostAccessPolicy;
  private final BiConsumer<String, String> deny;

  /** {@code deny} is told each key and why it is refused. */
  VolumeRules(HostPaths paths, HostAccessPolicy hostAccessPolicy, BiConsumer<String, String> deny) {
    this.paths = paths;
    this.hostAccessPolicy = hostAccessPolicy;
    this.deny = deny;
  }

  void check(Volume volume) {
    volume.name().ifPresent(name -> name("name", name));
    volume.external().ifPresent(name -> name("name", name));
    String driver = volume.driver().orElse(Volume.DEFAULT_DRIVER);
    if (!driver.equals(Volume.DEFAULT_DRIVER)) {
      OptionRules.granted(
              hostAccessPolicy, Grant.VOLUME_DRIVERS, driver, "is a program beside the engine")
          .ifPresent(why -> deny.accept("driver", why));
    } else {
      options(volume.driverOptions());
    }
  }

  /** What is no name of a volume would be mounted as a path. */
  void name(String key, String name) {
    if (!NAME.matcher(name).matches()) {
      deny.accept(
          key,
          "`"
              + name
              + "` is no name of a volume, and engines take it for a host path; mount that as a"
              + " bind, below berth.policy.bind-roots");
    }
  }

  private void options(SortedMap<String, String> options) {
    options.keySet().stream()
        .filter(key -> !OPTIONS.contains(key))
        .forEach(key ->
            deny.accept(
                "driver_opts." + key,
                "is no option of driver `local`, which takes type, o, device and size; "
                    + Grant.VOLUME_DRIVERS.setting()
                    + " allows other drivers"));
    String type = options.getOrDefault("type", "").strip().toLowerCase(Locale.ROOT);
    String device = options.getOrDefault("device", "");
    if (!type.isEmpty() || !device.isEmpty()) {
      mount(type, device, options.getOrDefault("o", ""));
    }
  }

  private void mount(String type, String device, String words) {
    if (MountOptions.isBind(type)) {
      bind(type, device);
    } else if (ON_DEVICES.contains(type) && device.startsWith("/dev/")) {
      device(device);
    } else if (!MountOptions.isHarmless(type)
        && !hostAccessPolicy.allows(Grant.VOLUME_TYPES, type)) {
      OptionRules.granted(
              hostAccessPolicy,
              Grant.VOLUME_TYPES,
              type,
              "is none of tmpfs, nfs and cifs, and may show the machine's files")
          .ifPresent(why -> deny.accept("driver_opts.type", why));
    }
    if (!hostAccessPolicy.allows(Grant.VOLUME_TYPES, type)) {
      List<String> unknown = MountOptions.unknown(type, words);
      unknown.forEach(word ->
          deny.accept(
              "driver_opts.o",
              "`"
                  + word
                  + "` may turn it into another mount; "
                  + Grant.VOLUME_TYPES.setting()
                  + "="
                  + (type.isEmpty() ? "TYPE" : type)
                  + " allows a type with all of its options"));
    }
    share(type, device);
  }

  /** A path where a share of a server belongs is a path all the same. */
  private void share(String type, String device) {
    boolean isPath = device.startsWith("/") && !SHARE.matcher(device).matches();
    if (isPath && Set.of("cifs", "smb2", "smb3").contains(type)) {
      bind(type, device);
    }
  }

  private void bind(String type, String device) {
    if (device.startsWith("/dev/")) {
      device(device);
    } else if (!device.startsWith("/")) {
      deny.accept(
          "driver_opts.device",
          "`"
              + device
              + "` must be an absolute path below berth.policy.bind-roots for a mount of type `"
              + type
              + "`");
    } else {
      Optional<String> why = paths.refusal(device, hostAccessPolicy);
      why.ifPresent(text -> deny.accept("driver_opts.device", text));
    }
  }

  private void device(String device) {
    boolean isPlain = !device.contains("/../") && !device.endsWith("/..");
    if (!hostAccessPolicy.devices() || !isPlain) {
      deny.accept(
          "driver_opts.device",
          "`" + device + "` is a device of the machine; berth.policy.devices=true allows it");
    }
  }
}
