package dev.berth.spec.codec;

import dev.berth.spec.App;
import dev.berth.spec.Link;
import dev.berth.spec.SecretText;
import dev.berth.spec.Service;
import dev.berth.spec.UnsetVariable;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The environment of services in a Compose file that leaves Berth: what is secret is the name of a
 * variable there, which Compose asks its own environment for.
 *
 * @param app with its links resolved: their passwords stand in the environment of others
 */
record ExportedVariables(App app) {

  /** The variable that a secret or link is read from. */
  static String name(String name) {
    return name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }

  /** A list where some name has no value. */
  Object of(Service service) {
    Map<String, String> all = variables(service);
    if (!all.containsValue(UnsetVariable.CODE)) {
      return all;
    }
    return all.entrySet().stream()
        .map(e -> {
          // In a list the name is part of a text, in which a dollar begins a variable.
          String name = e.getKey().replace("$", "$$");
          return UnsetVariable.is(e.getValue()) ? name : name + "=" + e.getValue();
        })
        .toList();
  }

  /** What a secret goes into is a variable; what looks like one is none. */
  private Map<String, String> variables(Service service) {
    Map<String, String> passwords = passwords();
    Map<String, String> environment = new LinkedHashMap<>();
    service
        .environment()
        .forEach((name, text) ->
            environment.put(
                name,
                SecretText.in(text).isPresent() ? "${" + name + "}" : plain(text, passwords)));
    return environment;
  }

  private static String plain(String text, Map<String, String> passwords) {
    String plain = text.replace("$", "$$");
    for (Map.Entry<String, String> password : passwords.entrySet()) {
      plain = plain.replace(password.getKey(), "${" + password.getValue() + "}");
    }
    return plain;
  }

  /** Variables in place of the passwords of links, by password. */
  private Map<String, String> passwords() {
    Map<String, String> passwords = new LinkedHashMap<>();
    app.services().values().stream()
        .flatMap(service -> service.links().stream())
        .filter(link -> link.auth().orElse(false))
        .map(Link::name)
        .forEach(name ->
            Optional.ofNullable(app.services().get(name))
                .map(Service::environment)
                .orElseGet(TreeMap::new)
                .forEach((key, value) -> {
                  if (key.contains("PASSWORD") && !value.isBlank()) {
                    passwords.put(value, name(name) + "_PASSWORD");
                  }
                }));
    return passwords;
  }
}
