package dev.berth.spec.policy;

import dev.berth.spec.ImageReference;
import java.util.List;

/**
 * What an operator's settings let every token's apps name outside of themselves; {@code *} at the
 * end of a name stands for anything.
 *
 * @param volumes {@code berth.policy.shared-volumes}
 * @param networks {@code berth.policy.shared-networks}
 * @param containers {@code berth.policy.shared-containers}
 * @param images {@code berth.policy.shared-images}: repositories, or names with their tag
 * @param registries {@code berth.policy.shared-registries}: hosts
 * @param secrets {@code berth.policy.shared-secrets}
 */
public record SharedNames(
    List<String> volumes,
    List<String> networks,
    List<String> containers,
    List<String> images,
    List<String> registries,
    List<String> secrets) {
  /** Nothing is shared. */
  public static final SharedNames NONE =
      new SharedNames(List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

  public SharedNames {
    volumes = List.copyOf(volumes);
    networks = List.copyOf(networks);
    containers = List.copyOf(containers);
    images = List.copyOf(images);
    registries = List.copyOf(registries);
    secrets = List.copyOf(secrets);
  }

  /** Whether a list holds a name. */
  public static boolean holds(List<String> shared, String name) {
    return shared.stream()
        .anyMatch(one ->
            one.endsWith("*")
                ? name.startsWith(one.substring(0, one.length() - 1))
                : name.equals(one));
  }

  /** Whether an image's name is shared, with its tag or with its whole repository. */
  public boolean holdsImage(ImageReference image) {
    return holds(images, image.repository())
        || holds(images, image.repository() + ":" + image.tag());
  }
}
