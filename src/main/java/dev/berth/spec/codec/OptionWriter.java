package dev.berth.spec.codec;

import dev.berth.spec.RunOption;
import dev.berth.spec.RunOptions;
import dev.berth.spec.Setting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Writes what {@link OptionReader} reads. */
public final class OptionWriter {
  private OptionWriter() {}

  /** Adds those that are set, by the keys of a service. */
  public static void write(RunOptions options, Map<String, Object> tree) {
    options
        .settings()
        .forEach((option, setting) -> tree.put(option.key(), value(option.kind(), setting)));
  }

  private static Object value(RunOption.Kind kind, Setting setting) {
    return switch (setting) {
      case Setting.Text text -> scalar(kind, text.text());
      case Setting.Words words when kind == RunOption.Kind.GPUS ->
          words.words().stream().map(OptionWriter::request).toList();
      case Setting.Words words when kind == RunOption.Kind.HOSTS ->
          words.words().stream().map(host -> host.replaceFirst(":", "=")).toList();
      case Setting.Words words -> words.words();
      case Setting.Pairs pairs -> pairs(kind, pairs.pairs());
    };
  }

  private static Object scalar(RunOption.Kind kind, String text) {
    return switch (kind) {
      case FLAG -> Boolean.valueOf(text);
      case NUMBER, MICROS -> Long.valueOf(text);
      default -> text;
    };
  }

  private static Object pairs(RunOption.Kind kind, SortedMap<String, String> pairs) {
    return switch (kind) {
      case ULIMITS -> limits(pairs);
      case LOGGING -> logging(pairs);
      case BLKIO -> blkio(pairs);
      default -> pairs;
    };
  }

  private static Map<String, Object> limits(SortedMap<String, String> pairs) {
    Map<String, Object> limits = new LinkedHashMap<>();
    pairs.forEach((name, text) -> {
      String[] ends = text.split(":", -1);
      limits.put(name, Map.of("soft", Long.valueOf(ends[0]), "hard", Long.valueOf(ends[1])));
    });
    return limits;
  }

  private static Map<String, Object> logging(SortedMap<String, String> pairs) {
    Map<String, Object> logging = new LinkedHashMap<>();
    Map<String, String> options = new LinkedHashMap<>();
    pairs.forEach((name, text) -> {
      if (name.startsWith("options.")) {
        options.put(name.substring("options.".length()), text);
      } else {
        logging.put(name, text);
      }
    });
    if (!options.isEmpty()) {
      logging.put("options", options);
    }
    return logging;
  }

  private static Map<String, Object> blkio(SortedMap<String, String> pairs) {
    Map<String, Object> tree = new LinkedHashMap<>();
    Map<String, List<Object>> devices = new LinkedHashMap<>();
    pairs.forEach((name, text) -> {
      int dot = name.indexOf('.');
      if (dot < 0) {
        tree.put(name, Long.valueOf(text));
      } else {
        String list = name.substring(0, dot);
        String unit = list.equals("weight_device") ? "weight" : "rate";
        devices
            .computeIfAbsent(list, key -> new ArrayList<>())
            .add(Map.of("path", name.substring(dot + 1), unit, Long.valueOf(text)));
      }
    });
    tree.putAll(devices);
    return tree;
  }

  private static Map<String, Object> request(String text) {
    Map<String, Object> request = new LinkedHashMap<>();
    Map<String, String> options = new LinkedHashMap<>();
    for (String part : text.split(",", -1)) {
      String key = part.substring(0, part.indexOf('='));
      String value = part.substring(key.length() + 1);
      if (key.startsWith("options.")) {
        options.put(key.substring("options.".length()), value);
      } else if (key.equals("capabilities") || key.equals("device_ids")) {
        request.put(key, List.of(value.split(";", -1)));
      } else {
        request.put(key, value);
      }
    }
    if (!options.isEmpty()) {
      request.put("options", options);
    }
    return request;
  }
}
