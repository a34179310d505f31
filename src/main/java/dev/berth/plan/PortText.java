package dev.berth.plan;

import dev.berth.spec.Port;
import java.util.Locale;

/** A port as Compose's short syntax writes it: {@code 127.0.0.1:4000:80/tcp}. */
final class PortText {
  private PortText() {}

  static String of(Port port) {
    String address = port.address().map(a -> a.contains(":") ? "[" + a + "]:" : a + ":").orElse("");
    String published =
        port.published().map(range -> range + ":").orElse(address.isEmpty() ? "" : ":");
    return address
        + published
        + port.target()
        + "/"
        + port.protocol().name().toLowerCase(Locale.ROOT);
  }
}
