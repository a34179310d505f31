package dev.berth.spec;

import java.util.Locale;

/**
 * A port that a container announces and does not publish.
 *
 * @param number 1-65535
 */
public record ContainerPort(int number, Port.Protocol protocol) {

  public static ContainerPort tcp(int number) {
    return new ContainerPort(number, Port.Protocol.TCP);
  }

  public boolean isTcp() {
    return protocol == Port.Protocol.TCP;
  }

  /** With its protocol, as engines have it: {@code 80/tcp}. */
  public String full() {
    return number + "/" + protocol.name().toLowerCase(Locale.ROOT);
  }

  /** As it is written, {@code 80} or {@code 80/udp}; fingerprints rest on it. */
  @Override
  public String toString() {
    return isTcp() ? Integer.toString(number) : full();
  }
}
