package dev.berth.plan;

import dev.berth.observe.Rotation;
import dev.berth.spec.Holders;
import dev.berth.spec.Ingress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Sections of a holder's file, in HAProxy's words (2.4 and newer). */
final class HolderText {
  /** Both sides of each connection, checks and the resolver, and some to spare. */
  private static final int DESCRIPTORS_EACH = 2;

  private static final int DESCRIPTORS_MORE = 200;

  private HolderText() {}

  static List<String> globals(Ingress ingress, String description, Duration longest) {
    int descriptors = ingress.maxConnections() * DESCRIPTORS_EACH + DESCRIPTORS_MORE;
    return List.of(
        "global",
        "  description berth-" + description,
        "  log stdout format raw local0 notice",
        "  maxconn " + ingress.maxConnections(),
        "  fd-hard-limit " + descriptors,
        "  hard-stop-after " + longest.toMillis() + "ms",
        "  stats socket ipv4@127.0.0.1:" + Rotation.CONTROL + " level admin",
        "  stats socket /tmp/berth-holder.sock mode 600 level admin expose-fd listeners",
        "  stats timeout 10s");
  }

  /**
   * For all frontends and backends, and the engine's own resolver.
   *
   * @param isWeighed whether some get more requests than others: who has least to do gets the next
   *     one otherwise, which leaves those with small weights without any while few are at work
   */
  static List<String> defaults(boolean isWeighed) {
    return List.of(
        "defaults",
        "  timeout connect 2s",
        "  timeout client 1h",
        "  timeout server 1h",
        "  timeout tunnel 24h",
        "  timeout http-keep-alive 1h",
        "  timeout check 1s",
        "  option redispatch 1",
        "  retries 3",
        "  balance " + (isWeighed ? "roundrobin" : "leastconn"),
        "resolvers engine",
        "  nameserver engine 127.0.0.11:53",
        "  resolve_retries 3",
        "  timeout resolve 500ms",
        "  timeout retry 500ms",
        "  hold valid 1s",
        "  hold timeout 7d",
        "  hold refused 7d",
        "  hold other 7d",
        "  hold nx 1s",
        "  hold obsolete 1s");
  }

  static List<String> frontend(int port, Holders.Held held, Ingress ingress) {
    Speech speech = Speech.of(held.port());
    List<String> lines = new ArrayList<>();
    lines.add("frontend p" + port);
    lines.add("  mode " + (speech == Speech.HTTP || speech == Speech.H2 ? "http" : "tcp"));
    lines.add(
        "  bind :"
            + held.listen()
            + (held.isFront() ? " accept-proxy" : "")
            + (speech == Speech.H2 ? " proto h2" : ""));
    switch (speech) {
      case HTTP, H2 -> {
        lines.add("  option idle-close-on-response");
        lines.add("  default_backend h" + port);
      }
      case TCP -> lines.add("  default_backend t" + port);
      case AUTO -> {
        lines.add("  option idle-close-on-response");
        lines.add("  tcp-request inspect-delay " + ingress.inspectDelay().toMillis() + "ms");
        lines.add("  tcp-request content switch-mode http if HTTP");
        lines.add("  tcp-request content accept if { req.len gt 0 }");
        lines.add("  use_backend h" + port + " if HTTP");
        lines.add("  default_backend t" + port);
      }
    }
    return lines;
  }

  static List<String> http(int port, Holders.Held held, Ingress ingress) {
    List<String> lines = new ArrayList<>();
    lines.add("backend h" + port);
    lines.add("  mode http");
    // Who came through the front door was seen there.
    lines.add("  option forwardfor" + (held.isFront() ? " if-none" : ""));
    if (ingress.retry()) {
      lines.add("  retry-on conn-failure empty-response");
      lines.add("  http-request disable-l7-retry unless METH_GET");
    }
    switch (ingress.sticky()) {
      case COOKIE -> lines.add("  cookie BERTH insert indirect nocache httponly");
      case SOURCE -> lines.addAll(bySource());
      case NONE -> {}
    }
    lines.add(servers(Speech.of(held.port())));
    return lines;
  }

  static List<String> tcp(int port, Ingress ingress) {
    List<String> lines = new ArrayList<>();
    lines.add("backend t" + port);
    lines.add("  mode tcp");
    if (ingress.sticky() != Ingress.Sticky.NONE) {
      lines.addAll(bySource());
    }
    lines.add(servers(Speech.TCP));
    return lines;
  }

  private static List<String> bySource() {
    return List.of("  stick-table type ip size 100k expire 1h", "  stick on src");
  }

  private static String servers(Speech speech) {
    return "  default-server check inter 500ms fastinter 100ms fall 2 rise 1 observe layer4"
        + " on-error mark-down resolvers engine resolve-prefer ipv4 init-addr libc,none"
        + (speech == Speech.H2 ? " proto h2" : "");
  }

  /**
   * One place.
   *
   * @param name of the container, or the holder's own, which is resolved without asking anybody
   */
  static String server(
      Rotation.Slot slot, String name, int target, Speech speech, Ingress ingress) {
    String cookie =
        ingress.sticky() == Ingress.Sticky.COOKIE && speech != Speech.TCP
            ? " cookie s" + slot.number()
            : "";
    String proxy =
        switch (ingress.proxyProtocol()) {
          case NONE -> "";
          case V1 -> " send-proxy";
          case V2 -> " send-proxy-v2";
        };
    return "  server s"
        + slot.number()
        + " "
        + name
        + ":"
        + target
        + cookie
        + proxy
        + (slot.weight() == Rotation.Slot.EVEN_WEIGHT ? "" : " weight " + slot.weight())
        + (slot.admin() == Rotation.Admin.READY ? "" : " disabled");
  }
}
