package dev.berth.spec.codec;

import dev.berth.spec.ContainerPort;
import dev.berth.spec.Port;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes ports as {@link PortReader} reads them: in the short form where that says all. */
final class PortWriter {
  private PortWriter() {}

  static List<Object> ports(List<Port> ports) {
    return ports.stream().map(PortWriter::port).toList();
  }

  static List<Object> exposed(List<ContainerPort> ports) {
    return ports.stream()
        .map(port -> port.isTcp() ? (Object) port.number() : port.toString())
        .toList();
  }

  private static Object port(Port port) {
    if (port.address().isEmpty()
        && port.protocol() == Port.Protocol.TCP
        && port.equals(port.bare())) {
      return port.published().map(range -> range + ":").orElse("") + port.target();
    }
    Map<String, Object> tree = new LinkedHashMap<>();
    port.address().ifPresent(address -> tree.put("host_ip", address));
    port.published().ifPresent(range -> tree.put("published", range.toString()));
    tree.put("target", port.target());
    tree.put("protocol", port.protocol().name().toLowerCase(Locale.ROOT));
    port.appProtocol().ifPresent(spoken -> tree.put("app_protocol", spoken));
    port.mode().ifPresent(mode -> tree.put("mode", mode.text()));
    return tree;
  }
}
