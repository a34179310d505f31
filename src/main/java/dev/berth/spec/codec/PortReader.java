package dev.berth.spec.codec;

import dev.berth.spec.ContainerPort;
import dev.berth.spec.Port;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads ports in all forms of the Compose Specification. */
final class PortReader {
  private static final Set<String> LONG =
      Set.of("target", "published", "host_ip", "protocol", "mode", "name", "app_protocol");
  private static final Pattern SHORT =
      Pattern.compile(
          "(?:(?:(?<ip>\\[[0-9a-fA-F:.]+]|[0-9.]+):)?(?<published>\\d*(?:-\\d+)?):)?"
              + "(?<target>\\d+(?:-\\d+)?)(?:/(?<protocol>[A-Za-z]+))?");
  private static final int MOST = 65535;

  private PortReader() {}

  static List<Port> ports(Node ports) {
    List<Port> all = new ArrayList<>();
    for (Node node : ports.items()) {
      if (node.isMap()) {
        all.addAll(longForm(node));
      } else {
        node.text().ifPresent(text -> all.addAll(shortForm(node, text)));
      }
    }
    return all;
  }

  static List<ContainerPort> exposed(Node expose) {
    List<ContainerPort> all = new ArrayList<>();
    for (Node node : expose.items()) {
      String[] parts = node.text().orElse("").split("/", 2);
      Port.Protocol protocol = protocol(node, Arrays.stream(parts).skip(1).findFirst());
      Optional<Port.Range> range = node.isAbsent() ? Optional.empty() : range(node, parts[0]);
      range.ifPresent(found -> {
        for (int port = found.first(); port <= found.last(); port++) {
          all.add(new ContainerPort(port, protocol));
        }
      });
    }
    return all;
  }

  private static List<Port> shortForm(Node node, String text) {
    Matcher form = SHORT.matcher(text);
    if (!form.matches()) {
      node.refuse(
          "`"
              + text
              + "` is not a port; write TARGET, PUBLISHED:TARGET or"
              + " ADDRESS:PUBLISHED:TARGET, with /udp behind where it is not TCP");
      return List.of();
    }
    Optional<String> address = Optional.ofNullable(form.group("ip")).map(PortReader::bare);
    Optional<String> published =
        Optional.ofNullable(form.group("published")).filter(p -> !p.isEmpty());
    return expand(
        node,
        address,
        published,
        form.group("target"),
        protocol(node, Optional.ofNullable(form.group("protocol"))));
  }

  private static String bare(String address) {
    return address.startsWith("[") ? address.substring(1, address.length() - 1) : address;
  }

  private static List<Port> longForm(Node node) {
    Keys.check(node, LONG);
    Optional<String> target = node.child("target").text();
    if (target.isEmpty()) {
      node.child("target").refuse("is missing: the port in the container");
      return List.of();
    }
    Optional<Port.Mode> mode = mode(node.child("mode"));
    Optional<String> spoken = node.child("app_protocol").text();
    return expand(
            node,
            node.child("host_ip").string(),
            node.child("published").text().filter(p -> !p.isEmpty() && !p.equals("0")),
            target.get(),
            protocol(node, node.child("protocol").string()))
        .stream()
        .map(p -> new Port(p.address(), p.published(), p.target(), p.protocol(), spoken, mode))
        .toList();
  }

  private static Optional<Port.Mode> mode(Node node) {
    return node.text()
        .flatMap(word -> {
          Optional<Port.Mode> known =
              Arrays.stream(Port.Mode.values()).filter(m -> m.text().equals(word)).findFirst();
          if (known.isEmpty()) {
            node.refuse("must be ingress or host, was `" + word + "`");
          }
          return known;
        });
  }

  private static Port.Protocol protocol(Node node, Optional<String> name) {
    String word = name.orElse("tcp").toLowerCase(Locale.ROOT);
    return switch (word) {
      case "udp" -> Port.Protocol.UDP;
      case "sctp" -> Port.Protocol.SCTP;
      case "tcp" -> Port.Protocol.TCP;
      default -> {
        node.refuse("protocol must be tcp, udp or sctp, was `" + word + "`");
        yield Port.Protocol.TCP;
      }
    };
  }

  /** A range of targets is as many ports; a longer range before one target is a choice. */
  private static List<Port> expand(
      Node node,
      Optional<String> address,
      Optional<String> published,
      String target,
      Port.Protocol protocol) {
    Optional<Port.Range> targets = range(node, target);
    Optional<Port.Range> hosts = published.flatMap(text -> range(node, text));
    if (targets.isEmpty() || (published.isPresent() && hosts.isEmpty())) {
      return List.of();
    }
    int count = targets.get().last() - targets.get().first() + 1;
    if (count > 1 && hosts.isPresent() && hosts.get().last() - hosts.get().first() + 1 != count) {
      node.refuse("both ranges must have the same length: " + hosts.get() + ":" + targets.get());
      return List.of();
    }
    List<Port> ports = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int offset = i;
      Optional<Port.Range> host =
          count == 1
              ? hosts
              : hosts.map(r -> new Port.Range(r.first() + offset, r.first() + offset));
      ports.add(new Port(address, host, targets.get().first() + i, protocol));
    }
    return ports;
  }

  private static Optional<Port.Range> range(Node node, String text) {
    String[] ends = text.split("-", 2);
    Optional<Integer> first = port(ends[0]);
    Optional<Integer> last = ends.length == 1 ? first : port(ends[1]);
    if (first.isEmpty() || last.isEmpty() || first.get() > last.get()) {
      node.refuse("port must be 1-65535, or a rising range of such, was `" + text + "`");
      return Optional.empty();
    }
    return Optional.of(new Port.Range(first.get(), last.get()));
  }

  private static Optional<Integer> port(String text) {
    if (!text.matches("\\d{1,5}")) {
      return Optional.empty();
    }
    int port = Integer.parseInt(text);
    return port >= 1 && port <= MOST ? Optional.of(port) : Optional.empty();
  }
}
