package dev.berth.spec.codec;

import dev.berth.spec.IngressRule;
import dev.berth.spec.IngressTls;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads and writes the names that an app asks the front door for. */
final class IngressRuleReader {
  /** The highest port of TCP. */
  private static final int HIGHEST = 65_535;

  private IngressRuleReader() {}

  static IngressRule read(Node ingress) {
    return new IngressRule(
        texts(ingress.child("hosts")),
        texts(ingress.child("paths")),
        ingress.child("service").text(),
        ingress.child("port").number(1, HIGHEST).map(Long::intValue),
        tls(ingress.child("tls")));
  }

  private static Optional<IngressTls> tls(Node node) {
    if (node.isAbsent()) {
      return Optional.empty();
    }
    if (!node.isMap()) {
      node.refuse("must be a map such as {secret: NAME} or {acme: true}, was " + node.kind());
      return Optional.empty();
    }
    Keys.check(node, Set.of("secret", "acme", "redirect", "hsts"));
    Optional<String> secret = node.child("secret").text();
    boolean isIssued = node.child("acme").flag().orElse(false);
    if (isIssued == secret.isPresent()) {
      node.child("secret")
          .refuse(
              isIssued
                  ? "and acme exclude each other: a certificate comes from one of them"
                  : "is missing: the secret that holds certificate and key; or acme: true, to have"
                      + " them made");
      return Optional.empty();
    }
    return Optional.of(
        new IngressTls(
            secret,
            node.child("redirect").flag().orElse(true),
            Quantities.duration(node.child("hsts"))));
  }

  private static List<String> texts(Node node) {
    return node.itemsOrOne().stream().flatMap(item -> item.text().stream()).toList();
  }

  static Map<String, Object> tree(IngressRule rule) {
    Map<String, Object> tree = new LinkedHashMap<>();
    Optional.of(rule.hosts())
        .filter(all -> !all.isEmpty())
        .ifPresent(all -> tree.put("hosts", all));
    Optional.of(rule.paths())
        .filter(all -> !all.isEmpty())
        .ifPresent(all -> tree.put("paths", all));
    rule.service().ifPresent(service -> tree.put("service", service));
    rule.port().ifPresent(port -> tree.put("port", port));
    rule.tls().ifPresent(tls -> tree.put("tls", tree(tls)));
    return tree;
  }

  private static Map<String, Object> tree(IngressTls tls) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tls.secret().ifPresentOrElse(name -> tree.put("secret", name), () -> tree.put("acme", true));
    if (!tls.redirect()) {
      tree.put("redirect", false);
    }
    tls.hsts().ifPresent(time -> tree.put("hsts", Quantities.text(time)));
    return tree;
  }
}
