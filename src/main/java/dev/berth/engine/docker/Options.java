package dev.berth.engine.docker;

import dev.berth.spec.RunOption;
import dev.berth.spec.RunOptions;
import dev.berth.spec.Setting;
import dev.berth.spec.policy.HostAccessPolicy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes options of {@code docker run} as the engine wants them. */
final class Options {
  /** What Docker's own client makes of it: the engine has no such option. */
  static final String SYSTEM_PATHS = "systempaths=unconfined";

  private Options() {}

  static void write(RunOptions options, Map<String, Object> config, Map<String, Object> host) {
    options
        .settings()
        .forEach((option, setting) -> {
          String key = option.engineKey();
          if (!key.isEmpty()) {
            (option.isOfConfig() ? config : host).put(key, value(option, setting));
          }
        });
    if (options.get(RunOption.BLKIO).orElse(new Setting.Text("")) instanceof Setting.Pairs pairs) {
      blkio(pairs.pairs(), host);
    }
    if (options.get(RunOption.STDIN_OPEN).isPresent()) {
      config.put("AttachStdin", false);
    }
    if (options.words(RunOption.SECURITY_OPT).contains(SYSTEM_PATHS)) {
      host.put("MaskedPaths", List.of());
      host.put("ReadonlyPaths", List.of());
    }
  }

  private static Object value(RunOption option, Setting setting) {
    return switch (setting) {
      case Setting.Text text -> scalar(option, text.text());
      case Setting.Words words -> list(option, words.words());
      case Setting.Pairs pairs -> map(option, pairs.pairs());
    };
  }

  private static Object scalar(RunOption option, String text) {
    return switch (option.kind()) {
      case FLAG -> Boolean.valueOf(text);
      case NUMBER, BYTES, MICROS -> Long.valueOf(text);
      default -> text;
    };
  }

  private static Object list(RunOption option, List<String> words) {
    if (option == RunOption.CAP_ADD || option == RunOption.CAP_DROP) {
      return words.stream().map(Options::capability).toList();
    }
    return switch (option.kind()) {
      case DEVICES -> words.stream().map(Options::device).toList();
      case GPUS -> words.stream().map(Options::request).toList();
      default -> words.stream().filter(word -> !word.equals(SYSTEM_PATHS)).toList();
    };
  }

  /** In full, as Docker Compose writes them. */
  private static String capability(String text) {
    String bare = HostAccessPolicy.bare(text);
    return bare.equals("ALL") ? bare : "CAP_" + bare;
  }

  private static Map<String, Object> device(String text) {
    String[] parts = text.split(":", -1);
    return Map.of(
        "PathOnHost", parts[0],
        "PathInContainer", parts.length > 1 ? parts[1] : parts[0],
        "CgroupPermissions", parts.length > 2 ? parts[2] : "rwm");
  }

  private static Map<String, Object> request(String text) {
    Map<String, Object> request = new LinkedHashMap<>();
    Map<String, String> options = new LinkedHashMap<>();
    for (String part : text.split(",", -1)) {
      String key = part.substring(0, part.indexOf('='));
      String value = part.substring(key.length() + 1);
      switch (key) {
        case "driver" -> request.put("Driver", value);
        case "count" -> request.put("Count", value.equals("all") ? -1 : Integer.parseInt(value));
        case "device_ids" -> request.put("DeviceIDs", List.of(value.split(";", -1)));
        case "capabilities" ->
            request.put("Capabilities", List.of(Arrays.asList(value.split(";", -1))));
        default -> options.put(key.replaceFirst("^options\\.", ""), value);
      }
    }
    if (!options.isEmpty()) {
      request.put("Options", options);
    }
    return request;
  }

  private static Object map(RunOption option, SortedMap<String, String> pairs) {
    return switch (option.kind()) {
      case ULIMITS -> limits(pairs);
      case LOGGING -> logging(pairs);
      default -> pairs;
    };
  }

  private static List<Map<String, Object>> limits(SortedMap<String, String> pairs) {
    List<Map<String, Object>> limits = new ArrayList<>();
    pairs.forEach((name, ends) -> {
      String[] two = ends.split(":", -1);
      limits.add(Map.of("Name", name, "Soft", Long.valueOf(two[0]), "Hard", Long.valueOf(two[1])));
    });
    return limits;
  }

  private static Map<String, Object> logging(SortedMap<String, String> pairs) {
    SortedMap<String, String> options = new TreeMap<>(pairs);
    String driver = pairs.getOrDefault("driver", "");
    options.remove("driver");
    Map<String, String> bare = new LinkedHashMap<>();
    options.forEach((key, value) -> bare.put(key.replaceFirst("^options\\.", ""), value));
    return Map.of("Type", driver, "Config", bare);
  }

  private static void blkio(SortedMap<String, String> pairs, Map<String, Object> host) {
    Map<String, List<Object>> devices = new LinkedHashMap<>();
    pairs.forEach((name, text) -> {
      int dot = name.indexOf('.');
      if (dot < 0) {
        host.put("BlkioWeight", Long.valueOf(text));
        return;
      }
      String list = name.substring(0, dot);
      boolean weight = list.equals("weight_device");
      devices
          .computeIfAbsent(blkioKey(list), key -> new ArrayList<>())
          .add(
              Map.of(
                  "Path", name.substring(dot + 1), weight ? "Weight" : "Rate", Long.valueOf(text)));
    });
    host.putAll(devices);
  }

  /** {@code device_read_bps} is {@code BlkioDeviceReadBps}. */
  static String blkioKey(String key) {
    return switch (key) {
      case "weight_device" -> "BlkioWeightDevice";
      case "device_read_bps" -> "BlkioDeviceReadBps";
      case "device_write_bps" -> "BlkioDeviceWriteBps";
      case "device_read_iops" -> "BlkioDeviceReadIOps";
      default -> "BlkioDeviceWriteIOps";
    };
  }
}
