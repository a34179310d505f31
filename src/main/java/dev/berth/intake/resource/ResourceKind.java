package dev.berth.intake.resource;

import dev.berth.spec.validation.ResourceDraft;
import dev.berth.spec.validation.Validated;
import dev.berth.spec.validation.Violation;
import dev.berth.state.Resource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What one kind of resource means: its rules, how it is shown, who hears of its changes. */
public interface ResourceKind {

  /** As manifests write it: {@code Source}. */
  String name();

  /** As paths write it: {@code sources}. */
  String plural();

  /**
   * Checks a draft, its name too.
   *
   * @param stored the one it would replace
   * @return the canonical spec to store, what is secret sealed; or all that is wrong, the
   *     violations of the draft first
   */
  Validated<Map<String, Object>> check(ResourceDraft draft, Optional<Resource> stored);

  /** What of a draft the operator's settings forbid to whoever asks, each with the setting. */
  default List<Violation> denials(ResourceDraft draft, Optional<Resource> stored) {
    return List.of();
  }

  /**
   * Tries what can only be tried against the world, a login for instance; never in a dry run.
   *
   * @param spec as {@link #check} gave it
   * @return why it is refused, as violations, or the spec to store
   */
  default Validated<Map<String, Object>> attempt(ResourceDraft draft, Map<String, Object> spec) {
    return new Validated.Valid<>(spec);
  }

  /** Whether an annotation may be stored, for anybody who may read it to see. */
  default boolean keepsAnnotation(String key) {
    return true;
  }

  /** The spec as answers show it: nothing secret in it. */
  default Map<String, Object> show(Resource resource) {
    return resource.spec();
  }

  /** What is there of it; empty for kinds that have nothing to tell. */
  default Map<String, Object> status(Resource resource) {
    return Map.of();
  }

  /** Why it cannot be removed now, or empty if it can. */
  default Optional<String> removalObstacle(Resource resource) {
    return Optional.empty();
  }

  /** One of them was stored or removed. */
  default void changed(String name) {}
}
