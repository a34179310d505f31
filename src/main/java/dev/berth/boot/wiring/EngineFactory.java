package dev.berth.boot.wiring;

import dev.berth.boot.health.Meters;
import dev.berth.boot.settings.Settings;
import dev.berth.engine.ContainerEngine;
import dev.berth.engine.Logins;
import dev.berth.engine.SwarmEngine;
import dev.berth.engine.docker.BuildRules;
import dev.berth.engine.docker.DockerEngine;
import dev.berth.engine.docker.DockerSwarm;
import dev.berth.engine.docker.EngineAccess;
import dev.berth.engine.docker.Registries;
import jakarta.inject.Singleton;

/** Makes clients of engines, whichever they are: measured, and fenced by the lead. */
@Singleton
class EngineFactory {
  private final Settings settings;
  private final Meters meters;
  private final Logins logins;
  private final LeadFence fence;

  EngineFactory(Settings settings, Meters meters, Logins logins, LeadFence fence) {
    this.settings = settings;
    this.meters = meters;
    this.logins = logins;
    this.fence = fence;
  }

  /** Nothing is opened yet. */
  ContainerEngine at(EngineAccess access) {
    Settings.Builds builds = settings.build();
    return fence.around(
        new DockerEngine(
            access.behind(fence.gate()),
            settings.engine().callTimeout(),
            meters,
            new Registries(logins, MirrorList.of(settings.registries().mirrors())),
            new BuildRules(builds.engine(), builds.buildx(), builds.timeout())));
  }

  /** Likewise of a Swarm, by one of its managers. */
  SwarmEngine swarmAt(EngineAccess access) {
    return fence.around(
        new DockerSwarm(
            access.behind(fence.gate()), settings.engine().callTimeout(), meters, logins));
  }
}
