package dev.berth.spec.codec;

import dev.berth.spec.Ingress;
import dev.berth.spec.validation.SpecRules;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads and writes what an app says of those in front of it: holders, and the front door. */
final class IngressReader {
  private static final Set<String> KEYS =
      Set.of(
          "maxConnections",
          "proxyProtocol",
          "sticky",
          "inspectDelay",
          "retry",
          "image",
          "hosts",
          "paths",
          "service",
          "port",
          "tls");

  /** HAProxy's own bound on a delay is far above; nobody waits so long for a first byte. */
  private static final Duration LONGEST_DELAY = Duration.ofSeconds(30);

  /** As many sockets as it takes for both sides of each, and a container mostly has no more. */
  private static final int MOST_CONNECTIONS = 500_000;

  private IngressReader() {}

  static Ingress read(Node node) {
    if (node.isAbsent()) {
      return Ingress.DEFAULT;
    }
    Keys.check(node, KEYS);
    return new Ingress(
        node.child("maxConnections")
            .number(1, MOST_CONNECTIONS)
            .map(Long::intValue)
            .orElse(Ingress.MAX_CONNECTIONS),
        word(
            node.child("proxyProtocol"),
            Ingress.ProxyProtocol.values(),
            Ingress.ProxyProtocol::text),
        word(node.child("sticky"), Ingress.Sticky.values(), Ingress.Sticky::text),
        delay(node.child("inspectDelay")),
        node.child("retry").flag().orElse(Ingress.DEFAULT.retry()),
        image(node.child("image")),
        IngressRuleReader.read(node));
  }

  private static <E> E word(Node node, E[] all, Function<E, String> text) {
    String word = node.text().orElse(text.apply(all[0]));
    List<String> words = Arrays.stream(all).map(text).toList();
    if (!words.contains(word)) {
      node.refuse(
          "must be " + words.stream().collect(Collectors.joining(", ")) + ", was `" + word + "`");
      return all[0];
    }
    return all[words.indexOf(word)];
  }

  private static Duration delay(Node node) {
    Optional<Duration> delay = Quantities.duration(node);
    if (delay.filter(time -> time.compareTo(LONGEST_DELAY) > 0 || time.isZero()).isPresent()) {
      node.refuse("must be more than 0s and at most " + LONGEST_DELAY.toSeconds() + "s");
      return Ingress.DEFAULT.inspectDelay();
    }
    return delay.orElse(Ingress.DEFAULT.inspectDelay());
  }

  private static Optional<String> image(Node node) {
    Optional<String> image = node.text();
    if (image.isPresent() && !SpecRules.isImageReference(image.get())) {
      node.refuse("`" + image.get() + "` is no image reference; write [HOST/]NAME[:TAG]");
    }
    return image;
  }

  /** What is not as it would be without a word. */
  static Map<String, Object> tree(Ingress ingress) {
    Map<String, Object> tree = new LinkedHashMap<>(IngressRuleReader.tree(ingress.rule()));
    put(tree, "maxConnections", ingress.maxConnections(), Ingress.MAX_CONNECTIONS);
    put(tree, "proxyProtocol", ingress.proxyProtocol().text(), "false");
    put(tree, "sticky", ingress.sticky().text(), "false");
    put(
        tree,
        "inspectDelay",
        Quantities.text(ingress.inspectDelay()),
        Quantities.text(Ingress.DEFAULT.inspectDelay()));
    put(tree, "retry", ingress.retry(), Ingress.DEFAULT.retry());
    ingress.image().ifPresent(image -> tree.put("image", image));
    return tree;
  }

  private static void put(Map<String, Object> tree, String key, Object value, Object usual) {
    if (!value.equals(usual)) {
      tree.put(key, value);
    }
  }
}
