package dev.berth.spec;

import java.util.Optional;
import java.util.SortedMap;

/**
 * A service's wish to reach another by name: one of this app, or one of the catalog that Berth
 * adds.
 *
 * @param image in place of the catalog's
 * @param persist whether its data lives in a volume; the catalog decides where absent
 * @param auth whether a password is made and asked for
 * @param environment added to the linked service
 * @param alias one more host name of the linked service
 */
public record Link(
    String name,
    Optional<String> image,
    Optional<Boolean> persist,
    Optional<Boolean> auth,
    SortedMap<String, String> environment,
    Optional<String> alias) {

  public Link {
    environment = App.sorted(environment);
  }

  /** The same link under another name, or none. */
  public Link as(Optional<String> changed) {
    return new Link(name, image, persist, auth, environment, changed);
  }

  /** A link with no options. */
  public static Link to(String name) {
    return new Link(
        name,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        App.sorted(java.util.Map.of()),
        Optional.empty());
  }
}
