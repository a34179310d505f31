package dev.berth.compose;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The short syntax of ports: {@code [[IP:]HOST:]CONTAINER[/PROTOCOL]}, ranges included. */
final class PortSpec {
  private static final Set<String> PROTOCOLS = Set.of("tcp", "udp", "sctp");

  /** Unsigned and at most 65535, leading zeros allowed. */
  private static final Pattern NUMBER = Pattern.compile("0*\\d{1,5}");

  private PortSpec() {}

  private record Range(int first, int last) {
    int size() {
      return last - first;
    }
  }

  /** The ports in the long syntax, in the order of their container ports as texts. */
  static List<Object> parse(String text) throws RefusedException {
    int second = text.lastIndexOf(':');
    int first = second < 0 ? -1 : text.lastIndexOf(':', second - 1);
    String address = first < 0 ? "" : address(text.substring(0, first), text);
    String host = second < 0 ? "" : text.substring(Math.max(first + 1, 0), second);
    String[] inside = text.substring(second + 1).split("/", -1);
    String protocol = inside.length > 1 && !inside[1].isEmpty() ? inside[1] : "tcp";
    if (inside[0].isEmpty()) {
      throw new RefusedException("names no container port: `" + text + "`");
    }
    Range container = range(inside[0], text);
    if (container.first() == 0) {
      throw new RefusedException("names port 0 in the container: `" + text + "`");
    }
    String lower = protocol.toLowerCase(Locale.ROOT);
    if (!PROTOCOLS.contains(lower)) {
      throw new RefusedException("has the protocol `" + protocol + "`; known: tcp, udp, sctp");
    }
    return ports(address, host, container, lower, text);
  }

  /** How many ports a text stands for, before anything is made of it; 1 where it is none. */
  static int count(String text) {
    String inside = text.substring(text.lastIndexOf(':') + 1).split("/", -1)[0];
    try {
      return 1 + range(inside, text).size();
    } catch (RefusedException e) {
      return 1;
    }
  }

  private static List<Object> ports(
      String address, String host, Range container, String protocol, String text)
      throws RefusedException {
    Range published = host.isEmpty() ? container : range(host, text);
    if (published.size() != container.size() && container.size() != 0) {
      throw new RefusedException("has ranges of different lengths: `" + text + "`");
    }
    boolean anyOf = container.size() == 0 && published.size() != 0;
    List<Object> ports = new ArrayList<>();
    for (int i = 0; i <= container.size(); i++) {
      Map<String, Object> port = new LinkedHashMap<>();
      port.put("mode", "ingress");
      if (!address.isEmpty()) {
        port.put("host_ip", address);
      }
      port.put("target", (long) container.first() + i);
      if (!host.isEmpty()) {
        String upTo = anyOf ? "-" + published.last() : "";
        port.put("published", (published.first() + i) + upTo);
      }
      port.put("protocol", protocol);
      ports.add(port);
    }
    ports.sort(Comparator.comparing(p -> ((Map<?, ?>) p).get("target") + "/" + protocol));
    return ports;
  }

  private static String address(String text, String whole) throws RefusedException {
    boolean bracketed = text.startsWith("[") && text.endsWith("]");
    String bare = bracketed ? text.substring(1, text.length() - 1) : text;
    boolean missing = bare.isEmpty() && !bracketed;
    if (!missing && (!Addresses.isAddress(bare) || (bare.contains(":") && !bracketed))) {
      throw new RefusedException("has an invalid IP address: `" + whole + "`");
    }
    return bare;
  }

  private static Range range(String text, String whole) throws RefusedException {
    String[] ends = text.split("-", -1);
    int first = number(ends[0], whole);
    int last = ends.length > 1 ? number(ends[1], whole) : first;
    if (last < first) {
      throw new RefusedException("has a range that ends before it begins: `" + whole + "`");
    }
    return new Range(first, last);
  }

  private static int number(String text, String whole) throws RefusedException {
    int port = NUMBER.matcher(text).matches() ? Integer.parseInt(text) : -1;
    if (port < 0 || port > 65535) {
      throw new RefusedException(
          "has no port from 0 to 65535 in `" + ComposeTrees.shortened(text) + "`: `" + whole + "`");
    }
    return port;
  }
}
