package dev.berth.boot.wiring;

import dev.berth.boot.settings.Settings;
import dev.berth.engine.ContainerEngine;
import dev.berth.engine.Logins;
import dev.berth.engine.docker.DockerConfigLogins;
import dev.berth.engine.guard.PolicyEnforcingEngine;
import dev.berth.fleet.Fleet;
import dev.berth.fleet.FleetImages;
import dev.berth.image.context.ContextStore;
import dev.berth.image.context.UploadedContexts;
import dev.berth.image.gc.ContextCollector;
import dev.berth.image.gc.ImageGarbageCollector;
import dev.berth.image.gc.ImageUse;
import dev.berth.image.gc.UnusedImages;
import dev.berth.image.job.EngineTrial;
import dev.berth.image.job.ImageEventListener;
import dev.berth.image.job.ImageJobs;
import dev.berth.image.job.TagPoller;
import dev.berth.image.registry.RegistryTags;
import dev.berth.image.registry.StoredLogins;
import dev.berth.intake.app.ImageUpdater;
import dev.berth.intake.resource.RegistryKind;
import dev.berth.intake.resource.ResourceKind;
import dev.berth.port.ContextUploads;
import dev.berth.port.EventLog;
import dev.berth.port.ImageOperations;
import dev.berth.port.Lead;
import dev.berth.query.ImageService;
import dev.berth.reconcile.deps.Clocks;
import dev.berth.state.AppStore;
import dev.berth.state.ImagePins;
import dev.berth.state.Resource;
import dev.berth.state.ResourceStore;
import dev.berth.state.secret.Secrets;
import dev.berth.state.secret.Vault;
import dev.berth.tracing.Tracing;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** Makes what has to do with images. */
@ApplicationScoped
class ImageWiring {
  /** Where Docker keeps its things unless it was told otherwise. */
  private static final Path ENGINE_DATA = Path.of("/var/lib/docker");

  private final Settings settings;
  private final InstantSource clock = Clocks.wallClock();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  ImageWiring(Settings settings) {
    this.settings = settings;
  }

  @Produces
  @Singleton
  ContextStore contextStore() {
    return new ContextStore(settings.home().resolve("contexts"));
  }

  @Produces
  @Singleton
  ContextUploads uploads(ContextStore store) {
    return new UploadedContexts(store, settings.build().contextLimit().asLongValue());
  }

  @Produces
  @Singleton
  ImageJobs images(
      ContainerEngine engine,
      ContextStore contexts,
      ImagePins pins,
      Secrets secrets,
      AppStore state,
      ImageEventListener imageEventListener,
      TagPoller follower,
      LateWake lateWake) {
    // Builds belong to no app by themselves: what they may is what every app may.
    ContainerEngine guarded =
        new PolicyEnforcingEngine(engine, PolicyWiring.policy(settings), app -> new TreeMap<>());
    return new ImageJobs(
        guarded,
        contexts,
        pins,
        secrets,
        state.instance(),
        clock,
        System::nanoTime,
        threads,
        lateWake,
        imageEventListener,
        follower);
  }

  @Produces
  @Singleton
  ImageEventListener herald(EventLog eventLog, Tracing tracing) {
    return new ImageNews(eventLog, tracing, clock);
  }

  @Produces
  @Singleton
  TagPoller follower(
      ContainerEngine engine,
      Logins logins,
      AppStore state,
      ImageEventListener imageEventListener,
      LateWake lateWake,
      Lead lead) {
    ImageUpdater mover = new ImageUpdater(state, clock, lateWake);
    return new TagPoller(
        engine,
        new RegistryTags(logins, engine::isInsecure, engine::mirrors),
        (app, service, revision, image, why) ->
            lead.isHere() && mover.move(app, service, revision, image, why),
        imageEventListener,
        System::nanoTime);
  }

  @Produces
  @Singleton
  ImageGarbageCollector housekeeper(
      ContainerEngine engine, ImageUse use, ContextStore contexts, AppStore state) {
    Settings.Images images = settings.images();
    return new ImageGarbageCollector(
        new UnusedImages(engine, use, state.instance()),
        new ContextCollector(contexts, state, images.keepRevisions()),
        new ImageGarbageCollector.Rules(
            images.gcInterval(),
            images.gcAge(),
            images.gcDiskPercent(),
            List.of(ENGINE_DATA, settings.home())),
        clock);
  }

  void start(
      @Observes Lead.Won won, ImageGarbageCollector imageGarbageCollector, TagPoller follower) {
    if (won.isFirst()) {
      threads.execute(imageGarbageCollector);
      threads.execute(follower);
    }
  }

  void stop(
      @Observes ShutdownEvent event,
      ImageGarbageCollector imageGarbageCollector,
      TagPoller follower) {
    imageGarbageCollector.close();
    follower.close();
    threads.shutdown();
  }

  @Produces
  @Singleton
  ImageUse use(ContainerEngine engine, AppStore state, ImagePins pins) {
    return new ImageUse(engine, state, pins, settings.images().keepRevisions());
  }

  @Produces
  @Singleton
  ImageOperations desk(
      ContainerEngine engine, ImageJobs jobs, ImageUse use, AppStore state, Fleet fleet) {
    return new FleetImages(new ImageService(engine, jobs, use, state.instance(), clock), fleet);
  }

  @Produces
  @Singleton
  ResourceKind registries(Vault vault, ContainerEngine engine) {
    return new RegistryKind(vault, new EngineTrial(engine));
  }

  /** Those sent to Berth first, then those of the user that it runs as. */
  @Produces
  @Singleton
  Logins logins(ResourceStore resources, Vault vault) {
    StoredLogins stored =
        new StoredLogins(() ->
            resources.all(RegistryKind.NAME).stream()
                .collect(Collectors.toMap(Resource::name, r -> RegistryKind.account(r, vault))));
    return Logins.of(List.of(stored, DockerConfigLogins.ofUser()));
  }
}
