package dev.berth.engine.docker;

import dev.berth.spec.RunOption;
import dev.berth.spec.RunOptions;
import dev.berth.spec.Setting;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads back the options of a container: the inverse of {@link Options}. */
final class OptionViews {
  private static final List<String> BLKIO =
      List.of(
          "weight_device",
          "device_read_bps",
          "device_write_bps",
          "device_read_iops",
          "device_write_iops");

  private OptionViews() {}

  static RunOptions of(RawValues host, RawValues config) {
    SortedMap<RunOption, Setting> settings = new TreeMap<>();
    for (RunOption option : RunOption.values()) {
      RawValues part = option.isOfConfig() ? config : host;
      Optional<Setting> setting =
          option == RunOption.BLKIO ? blkio(host) : read(option, part.get(option.engineKey()));
      setting.ifPresent(found -> settings.put(option, found));
    }
    RunOptions options = new RunOptions(settings);
    return isUnmasked(host) ? unmasked(options) : options;
  }

  /** Lists that are empty, as {@link Options} writes them; of the privileged there are none. */
  private static boolean isUnmasked(RawValues host) {
    return host.get("MaskedPaths") instanceof List<?> masked
        && masked.isEmpty()
        && host.get("ReadonlyPaths") instanceof List<?> readOnly
        && readOnly.isEmpty();
  }

  private static RunOptions unmasked(RunOptions options) {
    List<String> words = new ArrayList<>(options.words(RunOption.SECURITY_OPT));
    words.add(Options.SYSTEM_PATHS);
    return options.with(RunOption.SECURITY_OPT, new Setting.Words(words));
  }

  private static Optional<Setting> read(RunOption option, @Nullable Object value) {
    return switch (value) {
      case Boolean flag -> flag ? text("true") : Optional.empty();
      case Number number ->
          number.longValue() == 0 && option != RunOption.MEM_SWAPPINESS
              ? Optional.empty()
              : text(Long.toString(number.longValue()));
      case String string -> string.isEmpty() ? Optional.empty() : text(string);
      case Collection<?> list -> list.isEmpty() ? Optional.empty() : list(option, list);
      case Map<?, ?> map -> map.isEmpty() ? Optional.empty() : pairs(option, map);
      case null, default -> Optional.empty();
    };
  }

  private static Optional<Setting> text(String text) {
    return Optional.of(new Setting.Text(text));
  }

  private static Optional<Setting> list(RunOption option, Collection<?> list) {
    if (option == RunOption.ULIMITS) {
      SortedMap<String, String> limits = new TreeMap<>();
      list.forEach(limit ->
          limits.put(part(limit, "Name"), part(limit, "Soft") + ":" + part(limit, "Hard")));
      return Optional.of(new Setting.Pairs(limits));
    }
    return Optional.of(new Setting.Words(list.stream().map(item -> word(option, item)).toList()));
  }

  private static String word(RunOption option, @Nullable Object item) {
    return switch (option) {
      case DEVICES ->
          part(item, "PathOnHost")
              + ":"
              + part(item, "PathInContainer")
              + ":"
              + part(item, "CgroupPermissions");
      case GPUS -> request(item);
      default -> String.valueOf(item);
    };
  }

  private static String part(@Nullable Object item, String key) {
    Object part = item instanceof Map<?, ?> map ? map.get(key) : null;
    return part == null ? "" : String.valueOf(part);
  }

  private static String request(@Nullable Object item) {
    SortedMap<String, String> parts = new TreeMap<>();
    Map<?, ?> map = item instanceof Map<?, ?> found ? found : Map.of();
    if (map.get("Capabilities") instanceof List<?> lists
        && !lists.isEmpty()
        && lists.getFirst() instanceof List<?> first) {
      parts.put("capabilities", joined(first));
    }
    if (map.get("DeviceIDs") instanceof List<?> ids && !ids.isEmpty()) {
      parts.put("device_ids", joined(ids));
    }
    String count = part(item, "Count");
    if (!count.isEmpty() && !count.equals("0")) {
      parts.put("count", count.equals("-1") ? "all" : count);
    }
    if (!part(item, "Driver").isEmpty()) {
      parts.put("driver", part(item, "Driver"));
    }
    if (map.get("Options") instanceof Map<?, ?> options) {
      options.forEach((key, value) -> parts.put("options." + key, String.valueOf(value)));
    }
    List<String> words = new ArrayList<>();
    parts.forEach((key, value) -> words.add(key + "=" + value));
    return String.join(",", words);
  }

  private static String joined(List<?> words) {
    return String.join(";", words.stream().map(String::valueOf).toList());
  }

  private static Optional<Setting> pairs(RunOption option, Map<?, ?> map) {
    SortedMap<String, String> pairs = new TreeMap<>();
    if (option == RunOption.LOGGING) {
      pairs.put("driver", part(map, "Type"));
      Map<?, ?> options = map.get("Config") instanceof Map<?, ?> config ? config : Map.of();
      options.forEach((key, value) -> pairs.put("options." + key, String.valueOf(value)));
    } else {
      map.forEach((key, value) -> pairs.put(String.valueOf(key), String.valueOf(value)));
    }
    return Optional.of(new Setting.Pairs(pairs));
  }

  private static Optional<Setting> blkio(RawValues host) {
    SortedMap<String, String> pairs = new TreeMap<>();
    if (host.get("BlkioWeight") instanceof Number weight && weight.longValue() != 0) {
      pairs.put("weight", weight.toString());
    }
    for (String key : BLKIO) {
      if (host.get(Options.blkioKey(key)) instanceof List<?> devices) {
        String unit = key.equals("weight_device") ? "Weight" : "Rate";
        devices.forEach(d -> pairs.put(key + "." + part(d, "Path"), part(d, unit)));
      }
    }
    return pairs.isEmpty() ? Optional.empty() : Optional.of(new Setting.Pairs(pairs));
  }
}
