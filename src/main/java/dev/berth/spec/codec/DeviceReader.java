package dev.berth.spec.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads devices: those given to a container, those asked for, and the limits on block devices. */
final class DeviceReader {
  private static final Set<String> RATES =
      Set.of("device_read_bps", "device_read_iops", "device_write_bps", "device_write_iops");
  private static final Set<String> REQUEST =
      Set.of("capabilities", "driver", "count", "device_ids", "options");

  /** What may be done with a device: read it, write to it, make it. */
  private static final String PERMISSIONS = "[rwm]{1,3}";

  private static final Pattern COUNT = Pattern.compile("all|-1|\\d{1,9}");

  private DeviceReader() {}

  /** As {@code SOURCE:TARGET:PERMISSIONS}; a name of the Container Device Interface as it is. */
  static List<String> devices(Node node) {
    List<String> devices = new ArrayList<>();
    for (Node item : node.items()) {
      if (item.isMap()) {
        Keys.check(item, Set.of("source", "target", "permissions"));
        Optional<String> source = item.child("source").string();
        if (source.isEmpty()) {
          item.child("source").refuse("is missing: the path on the host");
        }
        devices.add(
            source.orElse("")
                + ":"
                + item.child("target").string().or(() -> source).orElse("")
                + ":"
                + item.child("permissions").string().orElse("rwm"));
      } else {
        item.string().ifPresent(text -> devices.add(device(item, text)));
      }
    }
    return devices;
  }

  private static String device(Node node, String text) {
    if (text.contains("=")) {
      return text;
    }
    String[] parts = text.split(":", -1);
    boolean isRight =
        parts.length <= 3
            && !parts[0].isEmpty()
            && (parts.length < 3 || parts[2].matches(PERMISSIONS));
    if (!isRight) {
      node.refuse("`" + text + "` is no device; write SOURCE, SOURCE:TARGET or with :rwm behind");
    }
    boolean isMode = parts.length == 2 && parts[1].matches(PERMISSIONS);
    String target = parts.length > 1 && !isMode ? parts[1] : parts[0];
    String mode = parts.length > 2 ? parts[2] : isMode ? parts[1] : "rwm";
    return parts[0] + ":" + target + ":" + mode;
  }

  /** Pairs {@code weight}, {@code weight_device.PATH}, {@code device_read_bps.PATH}, … */
  static SortedMap<String, String> blkio(Node node) {
    SortedMap<String, String> limits = new TreeMap<>();
    Set<String> known = new java.util.HashSet<>(RATES);
    known.addAll(Set.of("weight", "weight_device"));
    Keys.check(node, known);
    node.child("weight").number(0, 1000).ifPresent(n -> limits.put("weight", n.toString()));
    for (Node device : node.child("weight_device").items()) {
      Keys.check(device, Set.of("path", "weight"));
      limit("weight_device.", device, device.child("weight").number(0, 1000), limits);
    }
    for (String rate : RATES) {
      for (Node device : node.child(rate).items()) {
        Keys.check(device, Set.of("path", "rate"));
        limit(rate + ".", device, Quantities.bytes(device.child("rate")), limits);
      }
    }
    return limits;
  }

  private static void limit(
      String front, Node device, Optional<Long> limit, SortedMap<String, String> limits) {
    Optional<String> path = device.child("path").string();
    if (path.isEmpty()) {
      device.child("path").refuse("is missing: the path of the device");
    } else {
      limit.ifPresent(n -> limits.put(front + path.get(), n.toString()));
    }
  }

  /** As {@code docker run --gpus} takes them; lists within are joined by semicolons. */
  static List<String> requests(Node node) {
    if (node.isAbsent()) {
      return List.of();
    }
    if (!node.isList()) {
      return count(node).map(word -> List.of("capabilities=gpu,count=" + word)).orElse(List.of());
    }
    return node.items().stream().map(DeviceReader::request).toList();
  }

  private static Optional<String> count(Node node) {
    Optional<String> count = node.text();
    if (count.filter(text -> !COUNT.matcher(text).matches()).isPresent()) {
      node.refuse("must be all or a number, was " + node.kind());
    }
    return count;
  }

  private static String request(Node node) {
    Keys.check(node, REQUEST);
    SortedMap<String, String> parts = new TreeMap<>();
    List<String> capabilities = node.child("capabilities").texts();
    parts.put("capabilities", capabilities.isEmpty() ? "gpu" : String.join(";", capabilities));
    node.child("driver").string().ifPresent(driver -> parts.put("driver", driver));
    count(node.child("count")).ifPresent(count -> parts.put("count", count));
    List<String> ids = node.child("device_ids").texts();
    if (!ids.isEmpty()) {
      parts.put("device_ids", String.join(";", ids));
    } else if (!parts.containsKey("count")) {
      parts.put("count", "all");
    }
    if (!node.child("options").isAbsent()) {
      node.child("options").pairs().forEach((k, v) -> parts.put("options." + k, v));
    }
    List<String> words = new ArrayList<>();
    parts.forEach((key, value) -> words.add(key + "=" + value));
    return String.join(",", words);
  }
}
