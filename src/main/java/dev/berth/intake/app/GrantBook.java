package dev.berth.intake.app;

import dev.berth.intake.resource.RegistryKind;
import dev.berth.spec.ImageReference;
import dev.berth.spec.policy.Grants;
import dev.berth.spec.policy.SharedNames;
import dev.berth.spec.validation.LabelSelector;
import dev.berth.state.ResourceStore;
import dev.berth.state.secret.Secrets;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What was granted: by settings to everybody, by {@code grants} of a secret or a registry to those
 * whose selector lies within.
 *
 * @param logins hosts of registries that Berth, or the user that it runs as, is logged in at
 */
public record GrantBook(SharedNames shared, ResourceStore resources, Supplier<Set<String>> logins) {

  boolean secret(String name, LabelSelector scope) {
    return SharedNames.holds(shared.secrets(), name) || isGranted(Secrets.KIND, name, scope);
  }

  boolean registry(String host, LabelSelector scope) {
    return SharedNames.holds(shared.registries(), host)
        || isGranted(RegistryKind.NAME, host, scope);
  }

  private boolean isGranted(String kind, String name, LabelSelector scope) {
    return resources.find(kind, name).filter(r -> Grants.allow(r.spec(), scope)).isPresent();
  }

  /** Whether an image can be had without anybody's login. */
  boolean isPublic(ImageReference image) {
    return image.isOfficial() || !logins.get().contains(image.host());
  }
}
