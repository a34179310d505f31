package dev.berth.spec;

import java.util.Optional;

/**
 * A container port, published on the host.
 *
 * @param address host address to listen on; all where absent
 * @param published host ports to choose from; a free one where absent
 * @param target the container's port, 1-65535
 * @param appProtocol what is spoken on it, as declared: {@code http}, {@code h2c}, {@code grpc},
 *     {@code tcp}, …
 * @param mode who publishes it, as declared
 */
public record Port(
    Optional<String> address,
    Optional<Range> published,
    int target,
    Protocol protocol,
    Optional<String> appProtocol,
    Optional<Mode> mode) {

  /** One of which no more is said. */
  public Port(Optional<String> address, Optional<Range> published, int target, Protocol protocol) {
    this(address, published, target, protocol, Optional.empty(), Optional.empty());
  }

  /** What an engine knows of it. */
  public Port bare() {
    return appProtocol.isEmpty() && mode.isEmpty()
        ? this
        : new Port(address, published, target, protocol);
  }

  /** Both ends belong to the range. */
  public record Range(int first, int last) {
    @Override
    public String toString() {
      return first == last ? Integer.toString(first) : first + "-" + last;
    }
  }

  /** Who publishes a port. */
  public enum Mode {
    /** Every replica by itself, in place of a holder in front of all. */
    HOST("host"),
    /** All nodes of a Swarm for all replicas; on another engine as if nothing were said. */
    INGRESS("ingress");

    private final String text;

    Mode(String text) {
      this.text = text;
    }

    /** As Compose writes it. */
    public String text() {
      return text;
    }
  }

  /** What runs on a port. */
  public enum Protocol {
    TCP,
    UDP,
    SCTP
  }

  /** Whether every replica publishes it by itself. */
  public boolean ofHost() {
    return mode.filter(Mode.HOST::equals).isPresent();
  }

  /** Whether exactly one host port will do. */
  public boolean isFixed() {
    return published.isPresent() && published.get().first() == published.get().last();
  }

  /** Whether two ports can never be published at the same time. */
  public boolean clashesWith(Port other) {
    return isFixed()
        && other.isFixed()
        && protocol == other.protocol
        && published.equals(other.published)
        && (listening().isEmpty()
            || other.listening().isEmpty()
            || listening().equals(other.listening()));
  }

  /** The one address of the host; empty for all, however that is written. */
  public Optional<String> listening() {
    return address.filter(one -> !one.equals("0.0.0.0") && !one.equals("::"));
  }
}
