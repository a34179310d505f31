package dev.berth.manifest;

import dev.berth.spec.Service;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How an entry of the catalog is closed by a password, {@code ${password}} in its texts.
 *
 * @param variable of the server that holds the password
 * @param server what the server is given
 * @param users what the server's users are given
 * @param command what stands before the server's own command
 */
record LinkSecret(
    String variable, Map<String, String> server, Map<String, String> users, List<String> command) {
  private static final SecureRandom CHANCE = new SecureRandom();
  private static final String PLACE = "${password}";

  /** More than anybody can try; as letters and digits it needs no quoting in a URL. */
  private static final int BYTES = 24;

  static LinkSecret of(Map<?, ?> tree) {
    return new LinkSecret(
        tree.get("variable") instanceof String name ? name : "",
        texts(tree.get("server")),
        texts(tree.get("environment")),
        tree.get("command") instanceof List<?> words
            ? words.stream().map(String::valueOf).toList()
            : List.of());
  }

  private static Map<String, String> texts(@Nullable Object tree) {
    Map<String, String> texts = new TreeMap<>();
    if (tree instanceof Map<?, ?> map) {
      map.forEach((key, value) -> texts.put(String.valueOf(key), String.valueOf(value)));
    }
    return texts;
  }

  /** The services of an entry with the guard before each command. */
  static Map<?, ?> guarded(Map<?, ?> entry, List<String> guard) {
    if (guard.isEmpty() || !(entry.get("services") instanceof Map<?, ?> services)) {
      return entry;
    }
    Map<Object, Object> all = new LinkedHashMap<>();
    services.forEach((name, service) -> all.put(name, guarded(service, guard)));
    Map<Object, Object> changed = new LinkedHashMap<>(entry);
    changed.put("services", all);
    return changed;
  }

  private static Object guarded(Object service, List<String> guard) {
    if (!(service instanceof Map<?, ?> map) || !(map.get("command") instanceof List<?> own)) {
      return service;
    }
    List<Object> words = new ArrayList<>(guard);
    words.addAll(own);
    Map<Object, Object> changed = new LinkedHashMap<>(map);
    changed.put("command", words);
    return changed;
  }

  /**
   * What the server is given: the password that is declared, or the one it had, or a new one.
   *
   * @param declared what it is given anyway
   */
  Map<String, String> forServer(Map<String, String> declared, Optional<Service> before) {
    String password =
        Optional.ofNullable(declared.get(variable))
            .or(() -> before.map(service -> service.environment().get(variable)))
            .orElseGet(LinkSecret::random);
    return filled(server, password);
  }

  /** What users of the server are given; nothing if it asks for no password. */
  Map<String, String> forUsersOf(Service linked) {
    return Optional.ofNullable(linked.environment().get(variable))
        .map(password -> filled(users, password))
        .orElse(Map.of());
  }

  private static String random() {
    byte[] bytes = new byte[BYTES];
    CHANCE.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static Map<String, String> filled(Map<String, String> texts, String password) {
    Map<String, String> filled = new TreeMap<>();
    texts.forEach((key, text) -> filled.put(key, text.replace(PLACE, password)));
    return filled;
  }
}
