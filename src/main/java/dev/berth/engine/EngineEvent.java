package dev.berth.engine;

import dev.berth.observe.Ownership;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * One thing that happened on the engine.
 *
 * @param action the engine's word: {@code start}, {@code die}, {@code update}, {@code connect}, …
 * @param id of the container, network or image, in full; the name of a volume
 * @param attributes of a container all its labels, of a network the {@code container} that was
 *     connected, of an image its {@code name}
 * @param time by the engine's clock
 */
public record EngineEvent(
    Subject subject, String action, String id, Map<String, String> attributes, Instant time) {

  /** What something happened to. */
  public enum Subject {
    CONTAINER,
    NETWORK,
    VOLUME,
    IMAGE
  }

  public EngineEvent {
    attributes = Map.copyOf(attributes);
  }

  /** With another time. */
  public EngineEvent at(Instant other) {
    return new EngineEvent(subject, action, id, attributes, other);
  }

  public Optional<String> attribute(String name) {
    return Optional.ofNullable(attributes.get(name));
  }

  /** The app of a container that bears the label of this Berth. */
  public Optional<String> appOf(String instance) {
    return attribute(Ownership.APP)
        .filter(app -> instance.equals(attributes.get(Ownership.INSTANCE)));
  }
}
