package dev.berth.boot.wiring;

import dev.berth.boot.settings.Settings;
import dev.berth.image.context.ContextStore;
import dev.berth.image.context.UploadedProjects;
import dev.berth.port.ProjectUploads;
import dev.berth.state.secret.Secrets;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Wires what takes uploaded project folders. */
final class ProjectWiring {
  /** The contract's bound for build contexts, which is what folders mostly hold. */
  private static final long MOST_BYTES = 512L << 20;

  private final Settings settings;

  ProjectWiring(Settings settings) {
    this.settings = settings;
  }

  @Produces
  @Singleton
  ProjectUploads projectUploads(ContextStore contexts, Secrets secrets) {
    return new UploadedProjects(contexts, settings.home().resolve("projects"), MOST_BYTES, secrets);
  }
}
