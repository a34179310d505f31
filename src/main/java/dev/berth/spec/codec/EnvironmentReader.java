package dev.berth.spec.codec;

import dev.berth.spec.AppName;
import dev.berth.spec.SecretText;
import dev.berth.spec.UnsetVariable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Environments: texts, texts that a secret is part of, and names that are taken away. */
final class EnvironmentReader {
  private static final String SECRET = "secret";
  private static final String UNSET = "unset";
  private static final String KEY = "key";
  private static final String FORMAT = "format";
  private static final String KEY_RULE = "[A-Za-z0-9._-]{0,253}";

  private EnvironmentReader() {}

  static SortedMap<String, String> read(Node node) {
    SortedMap<String, String> environment = new TreeMap<>();
    if (node.isList()) {
      node.items().forEach(item -> text(item).ifPresent(text -> pair(text, environment)));
    } else {
      node.children()
          .forEach((name, child) -> value(child).ifPresent(v -> environment.put(name, v)));
    }
    return environment;
  }

  private static Optional<String> text(Node node) {
    Optional<String> text = node.text();
    if (text.isPresent() && text.get().indexOf('\0') >= 0) {
      node.refuse("must not hold a NUL: no environment can");
      return Optional.empty();
    }
    return text;
  }

  private static void pair(String text, SortedMap<String, String> into) {
    int equals = text.indexOf('=');
    into.put(
        equals < 0 ? text : text.substring(0, equals),
        equals < 0 ? UnsetVariable.CODE : text.substring(equals + 1));
  }

  /** Nothing is what Compose makes of a name without a value: the image's own is taken away. */
  private static Optional<String> value(Node node) {
    if (node.isAbsent()) {
      return Optional.of(UnsetVariable.CODE);
    }
    if (!node.isMap()) {
      return text(node);
    }
    if (!node.child(UNSET).isAbsent()) {
      Keys.check(node, Set.of(UNSET));
      return node.child(UNSET).flag().filter(unset -> unset).map(unset -> UnsetVariable.CODE);
    }
    return Optional.of(secret(node).code());
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
    environment.forEach((name, text) -> tree.put(name, tree(text)));
    return tree;
  }

  private static Object tree(String text) {
    return UnsetVariable.is(text)
        ? Map.of(UNSET, true)
        : SecretText.in(text).<Object>map(EnvironmentReader::tree).orElse(text);
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
