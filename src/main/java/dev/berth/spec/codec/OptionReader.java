package dev.berth.spec.codec;

import dev.berth.spec.Namespaces;
import dev.berth.spec.RunOption;
import dev.berth.spec.RunOptions;
import dev.berth.spec.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the keys of a service that are handed to the engine as they are. */
final class OptionReader {
  /** Zero is a wish of its own only here; elsewhere it is how engines spell nothing. */
  private static final Set<RunOption> ZERO_COUNTS = Set.of(RunOption.MEM_SWAPPINESS);

  private OptionReader() {}

  static RunOptions options(Node service) {
    SortedMap<RunOption, Setting> settings = new TreeMap<>();
    for (RunOption option : RunOption.values()) {
      Node node = service.child(option.key());
      if (!node.isAbsent()) {
        read(option, node).ifPresent(setting -> settings.put(option, setting));
      }
    }
    List<String> gpus = new ArrayList<>(new RunOptions(settings).words(RunOption.GPUS));
    gpus.addAll(
        DeviceReader.requests(
            service.child("deploy").child("resources").child("reservations").child("devices")));
    words(gpus).ifPresent(all -> settings.put(RunOption.GPUS, all));
    return new RunOptions(settings);
  }

  private static Optional<Setting> read(RunOption option, Node node) {
    return switch (option.kind()) {
      case TEXT, NAMESPACE ->
          text(node.text().filter(text -> !text.isEmpty()).map(Namespaces::word));
      case FLAG -> text(node.flag().filter(flag -> flag).map(flag -> "true"));
      case NUMBER ->
          text(
              node.number(-100_000, Integer.MAX_VALUE)
                  .filter(n -> n != 0 || ZERO_COUNTS.contains(option))
                  .map(String::valueOf));
      case BYTES -> text(bytes(node));
      case MICROS -> text(micros(node));
      case WORDS, CONTAINERS ->
          words(node.itemsOrOne().stream().flatMap(n -> n.text().stream()).toList());
      case PAIRS -> pairs(node.pairs());
      case ULIMITS -> pairs(limits(node));
      case LOGGING -> pairs(logging(node));
      case BLKIO -> pairs(DeviceReader.blkio(node));
      case DEVICES -> words(DeviceReader.devices(node));
      case HOSTS -> words(hosts(node));
      case GPUS -> words(DeviceReader.requests(node));
    };
  }

  private static Optional<Setting> text(Optional<String> text) {
    return text.map(Setting.Text::new);
  }

  private static Optional<Setting> words(List<String> words) {
    return words.isEmpty() ? Optional.empty() : Optional.of(new Setting.Words(words));
  }

  private static Optional<Setting> pairs(SortedMap<String, String> pairs) {
    return pairs.isEmpty() ? Optional.empty() : Optional.of(new Setting.Pairs(pairs));
  }

  /** Less than nothing is no limit at all. */
  private static Optional<String> bytes(Node node) {
    return node.text().filter("-1"::equals).isPresent()
        ? Optional.of("-1")
        : Quantities.bytes(node).filter(bytes -> bytes > 0).map(String::valueOf);
  }

  private static Optional<String> micros(Node node) {
    String text = node.text().orElse("");
    return text.matches("-?\\d+(\\.0+)?")
        ? node.number(-1, Long.MAX_VALUE).filter(n -> n != 0).map(String::valueOf)
        : Quantities.duration(node).map(d -> String.valueOf(d.toNanos() / 1000));
  }

  static SortedMap<String, String> limits(Node node) {
    SortedMap<String, String> limits = new TreeMap<>();
    node.children()
        .forEach((name, limit) -> {
          if (limit.isMap()) {
            Keys.check(limit, Set.of("soft", "hard"));
          }
          Node soft = limit.isMap() ? limit.child("soft") : limit;
          Node hard = limit.isMap() ? limit.child("hard") : limit;
          Optional<Long> least = soft.number(-1, Long.MAX_VALUE);
          Optional<Long> most = hard.number(-1, Long.MAX_VALUE);
          if (least.isPresent() || most.isPresent()) {
            limits.put(name, least.or(() -> most).get() + ":" + most.or(() -> least).get());
          }
        });
    return limits;
  }

  private static SortedMap<String, String> logging(Node node) {
    Keys.check(node, Set.of("driver", "options"));
    SortedMap<String, String> logging = new TreeMap<>();
    node.child("driver").text().ifPresent(driver -> logging.put("driver", driver));
    if (!node.child("options").isAbsent()) {
      node.child("options")
          .children()
          .forEach((name, value) ->
              value.text().ifPresent(text -> logging.put("options." + name, text)));
    }
    return logging;
  }

  static List<String> hosts(Node node) {
    List<String> hosts = new ArrayList<>();
    if (node.isMap()) {
      for (Map.Entry<String, Node> entry : node.children().entrySet()) {
        entry
            .getValue()
            .itemsOrOne()
            .forEach(address ->
                address.text().ifPresent(text -> hosts.add(entry.getKey() + ":" + bare(text))));
      }
      return hosts;
    }
    for (Node item : node.items()) {
      item.text().flatMap(text -> host(item, text)).ifPresent(hosts::add);
    }
    return hosts;
  }

  /** {@code NAME=ADDRESS}, or with a colon as in older files. */
  private static Optional<String> host(Node node, String text) {
    int at = text.contains("=") ? text.indexOf('=') : text.indexOf(':');
    if (at <= 0 || at == text.length() - 1) {
      node.refuse("`" + text + "` is no host; write NAME=ADDRESS");
      return Optional.empty();
    }
    return Optional.of(text.substring(0, at) + ":" + bare(text.substring(at + 1)));
  }

  private static String bare(String address) {
    return address.startsWith("[") && address.endsWith("]")
        ? address.substring(1, address.length() - 1)
        : address;
  }
}
