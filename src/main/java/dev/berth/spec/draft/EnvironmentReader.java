package dev.berth.spec.draft;

import dev.berth.spec.AppName;
import dev.berth.spec.SecretText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Environments: texts, and texts that a secret is part of. */
final class EnvironmentReader {
  private static final String SECRET = "secret";
  private static final String KEY = "key";
  private static final String FORMAT = "format";
  private static final String KEY_RULE = "[A-Za-z0-9._-]{0,253}";

  private EnvironmentReader() {}

  static SortedMap<String, String> read(Node node) {
    Map<String, Object> plain = new LinkedHashMap<>();
    SortedMap<String, String> environment = new TreeMap<>();
    if (!node.isMap()) {
      environment.putAll(node.pairs());
    } else {
      node.children()
          .forEach((name, child) -> {
            if (child.isMap()) {
              environment.put(name, secret(child).code());
            } else {
              plain.put(name, child.value());
            }
          });
      environment.putAll(new Node(node.path(), plain, node.violations()).pairs());
    }
    environment.forEach((name, text) -> {
      if (text.indexOf('\0') >= 0 && !node.child(name).isMap()) {
        node.child(name).refuse("must not hold a NUL: no environment can");
      }
    });
    return environment;
  }

  private static SecretText secret(Node node) {
    Keys.check(node, Set.of(SECRET, KEY, FORMAT));
    String name = node.child(SECRET).string().orElse("");
    String key = node.child(KEY).string().orElse("");
    String format = node.child(FORMAT).string().orElse("");
    if (!AppName.isValid(name)) {
      node.child(SECRET).refuse("must be the name of a secret, was `" + name + "`");
    }
    if (!key.matches(KEY_RULE)) {
      node.child(KEY).refuse("must be a key of the secret, was `" + key + "`");
    }
    if ((!format.isEmpty() && !SecretText.isFormat(format)) || format.indexOf('\0') >= 0) {
      node.child(FORMAT).refuse("must have {} where the secret goes");
    }
    return new SecretText(name.replaceAll("[\0/#]", ""), key.replaceAll("[\0/#]", ""), format, "");
  }

  /** As it was read. */
  static Map<String, Object> tree(SortedMap<String, String> environment) {
    Map<String, Object> tree = new LinkedHashMap<>();
    environment.forEach((name, text) ->
        tree.put(name, SecretText.in(text).<Object>map(EnvironmentReader::tree).orElse(text)));
    return tree;
  }

  private static Map<String, Object> tree(SecretText text) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put(SECRET, text.secret());
    if (!text.key().isEmpty()) {
      tree.put(KEY, text.key());
    }
    if (!text.format().isEmpty()) {
      tree.put(FORMAT, text.format());
    }
    return tree;
  }
}
