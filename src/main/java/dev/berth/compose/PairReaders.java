package dev.berth.compose;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Maps that may be written as lists of {@code KEY=value}, as the canonical model has them. */
final class PairReaders {
  private PairReaders() {}

  /** Where a key without a value is to be found elsewhere: nothing stays nothing. */
  static Object environment(Object value) throws RefusedException {
    SortedMap<String, Object> pairs = new TreeMap<>();
    ComposeTrees.map(value)
        .ifPresent(map ->
            map.forEach((key, v) -> pairs.put(key, v == Nothing.NULL ? v : Numbers.text(v))));
    for (Object item : ComposeTrees.list(value).orElseGet(ArrayList::new)) {
      String text = Numbers.text(item);
      int equals = text.indexOf('=');
      String key = equals < 0 ? text : text.substring(0, equals);
      if (!key.isEmpty() && Character.isWhitespace(key.charAt(key.length() - 1))) {
        throw new RefusedException("has a variable `" + key + "` that ends with a space");
      }
      pairs.put(key, equals < 0 ? Nothing.NULL : text.substring(equals + 1));
    }
    return pairs;
  }

  /** Where a key without a value has an empty one. */
  static Object labels(Object value) {
    SortedMap<String, Object> pairs = new TreeMap<>();
    ComposeTrees.map(value).ifPresent(map -> map.forEach((key, v) -> pairs.put(key, emptyOr(v))));
    for (Object item : ComposeTrees.list(value).orElseGet(ArrayList::new)) {
      String text = Numbers.text(item);
      int equals = text.indexOf('=');
      pairs.put(
          equals < 0 ? text : text.substring(0, equals),
          equals < 0 ? "" : text.substring(equals + 1));
    }
    return pairs;
  }

  private static String emptyOr(Object value) {
    return value == Nothing.NULL ? "" : Numbers.text(value);
  }

  /** Each value as a list of texts. */
  static Object lists(Object value) {
    SortedMap<String, Object> lists = new TreeMap<>();
    ComposeTrees.map(value)
        .ifPresent(map ->
            map.forEach((key, v) ->
                lists.put(key, v instanceof List<?> ? Readers.printed(v) : List.of(emptyOr(v)))));
    return lists;
  }

  /** Names of hosts with addresses, as sorted {@code NAME=ADDRESS}. */
  static Object hosts(Object value) throws RefusedException {
    Map<String, List<String>> hosts = new LinkedHashMap<>();
    ComposeTrees.map(value)
        .ifPresent(map ->
            map.forEach((name, v) ->
                hosts.put(
                    name,
                    v instanceof List<?> list
                        ? list.stream().map(Numbers::text).toList()
                        : List.of(emptyOr(v)))));
    for (Object item : ComposeTrees.list(value).orElseGet(ArrayList::new)) {
      host(Numbers.text(item), hosts);
    }
    List<String> all = new ArrayList<>();
    for (Map.Entry<String, List<String>> host : hosts.entrySet()) {
      String name = host.getKey();
      if (name.isEmpty() || name.indexOf(':') >= 0 || name.indexOf('=') >= 0) {
        throw new RefusedException("has a bad host name `" + name + "`");
      }
      host.getValue().forEach(address -> all.add(name + "=" + unbracketed(address)));
    }
    return all.stream().sorted().toList();
  }

  private static void host(String text, Map<String, List<String>> hosts) throws RefusedException {
    int equals = text.indexOf('=');
    int at = equals >= 0 ? equals : text.indexOf(':');
    if (at < 0) {
      throw new RefusedException("has a host without an address: `" + text + "`");
    }
    hosts
        .computeIfAbsent(text.substring(0, at), name -> new ArrayList<>())
        .addAll(List.of(text.substring(at + 1).split(",", -1)));
  }

  private static String unbracketed(String address) {
    boolean bracketed = address.length() > 2 && address.startsWith("[") && address.endsWith("]");
    return bracketed ? address.substring(1, address.length() - 1) : address;
  }

  /** Keys for a build: names, of which a path cannot be printed. */
  static Object ssh(Object value) throws RefusedException {
    List<Object> keys = new ArrayList<>();
    for (Map.Entry<String, Object> key :
        ComposeTrees.map(value).orElseGet(TreeMap::new).entrySet()) {
      Object path = key.getValue();
      keys.add(path == Nothing.NULL ? key.getKey() : key.getKey() + "=" + Numbers.text(path));
    }
    return keys;
  }

  /** One limit for both, or {@code soft} and {@code hard}. */
  static Object ulimit(Object value) throws RefusedException {
    if (value instanceof Map<?, ?>) {
      Map<String, Object> given = ComposeTrees.map(value).orElseThrow();
      Map<String, Object> limits = new LinkedHashMap<>();
      for (String key : List.of("soft", "hard")) {
        Object limit = given.get(key);
        if (limit instanceof Long number && number != 0) {
          limits.put(key, number);
        } else if (limit != null && !(limit instanceof Long)) {
          throw new RefusedException("must have whole numbers, was " + ComposeTrees.kind(limit));
        }
      }
      return limits;
    }
    if (!(value instanceof Long)) {
      throw new RefusedException("must be a whole number, was " + ComposeTrees.kind(value));
    }
    return value.equals(0L) ? new LinkedHashMap<String, Object>() : value;
  }
}
