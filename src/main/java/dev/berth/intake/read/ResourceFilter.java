package dev.berth.intake.read;

import dev.berth.spec.validation.LabelSelector;
import java.util.Map;
import java.util.Optional;

/**
 * Which things of a kind a reader wants to see.
 *
 * @param scope what the reader may see at all
 */
public record ResourceFilter(Optional<String> name, LabelSelector selector, LabelSelector scope) {

  /** For who may see everything, or is held to his scope elsewhere. */
  public ResourceFilter(Optional<String> name, LabelSelector selector) {
    this(name, selector, LabelSelector.EVERYTHING);
  }

  boolean isNamed(String candidate) {
    return name.map(candidate::equals).orElse(true);
  }

  /** Whether the reader may see one with those labels. */
  boolean mayShow(Map<String, String> labels) {
    return scope.matches(labels);
  }

  /** Whether one of that name and those labels is meant. */
  public boolean meets(String candidate, Map<String, String> labels) {
    return isNamed(candidate) && selector.matches(labels) && scope.matches(labels);
  }
}
