package dev.berth.reconcile.pass;

import dev.berth.engine.ContainerEngine;
import dev.berth.observe.ExternalResources;
import dev.berth.spec.App;
import dev.berth.spec.Network;
import dev.berth.spec.Volume;
import java.util.Optional;

/**
 * Looks for what an app uses and does not own. Nothing tells when that comes or goes, so it is
 * asked for at each pass; apps that use no such thing cost no call.
 */
public final class ExternalResourceReader {
  private final ContainerEngine engine;

  public ExternalResourceReader(ContainerEngine engine) {
    this.engine = engine;
  }

  public ExternalResources of(App app) {
    // Most apps have none, and each pass asks: streams would be a sixth of what it allocates.
    return hasSome(app) ? read(app) : ExternalResources.NOTHING;
  }

  private static boolean hasSome(App app) {
    for (Network network : app.networks().values()) {
      if (network.external()) {
        return true;
      }
    }
    for (Volume volume : app.volumes().values()) {
      if (volume.external().isPresent()) {
        return true;
      }
    }
    return false;
  }

  private ExternalResources read(App app) {
    return new ExternalResources(
        app.networks().values().stream()
            .filter(Network::external)
            .flatMap(network -> network.name().stream())
            .distinct()
            .flatMap(name -> engine.network(name).stream())
            .toList(),
        app.volumes().values().stream()
            .map(Volume::external)
            .flatMap(Optional::stream)
            .distinct()
            .flatMap(name -> engine.volume(name).stream())
            .toList());
  }
}
