package dev.berth.image.job;

import dev.berth.engine.EngineException;
import dev.berth.engine.ImageEngine;
import dev.berth.image.build.BaseImages;
import dev.berth.image.build.BuildKey;
import dev.berth.image.build.BuildSecrets;
import dev.berth.image.build.ImageBuild;
import dev.berth.image.build.SiblingImages;
import dev.berth.image.context.ContextStore;
import dev.berth.observe.ImageState;
import dev.berth.observe.ImageView;
import dev.berth.port.ImageOperations;
import dev.berth.port.Operation;
import dev.berth.spec.App;
import dev.berth.spec.ImageSource;
import dev.berth.spec.Service;
import dev.berth.state.ImagePins.Place;
import dev.berth.state.secret.Secrets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Writes down what jobs are to do. */
final class JobFactory {
  private final ImageEngine engine;
  private final KnownImages known;
  private final BaseImages baseImages;
  private final SiblingImages siblingImages;
  private final ImageBuild builder;
  private final BuildSecrets secrets;

  /**
   * What a service wants.
   *
   * @param key of the job that gets it
   * @param reference what it is called on the engine
   */
  record Wanted(String key, String reference) {}

  JobFactory(
      ImageEngine engine,
      ContextStore contexts,
      KnownImages known,
      Secrets values,
      String instance) {
    this.engine = engine;
    this.known = known;
    this.secrets = new BuildSecrets(values);
    this.baseImages = new BaseImages(contexts);
    this.siblingImages = new SiblingImages(baseImages);
    this.builder = new ImageBuild(engine, contexts, baseImages, instance);
  }

  Wanted wanted(App app, Service service) {
    return switch (service.image()) {
      case ImageSource.Build build -> {
        String digest =
            BuildKey.digest(
                build, secrets.digests(app, build), baseImages, base -> base(app, service, base));
        yield new Wanted("build " + digest, BuildKey.reference(app.name(), service.name(), digest));
      }
      case ImageSource.Registry registry ->
          new Wanted("pull " + registry.reference(), registry.reference());
    };
  }

  /** What a base means: of one that another service builds, what that one wants it to be. */
  private Optional<ImageView> base(App app, Service service, String base) {
    return siblingImages
        .builder(app, service, base)
        .filter(other -> siblingImages.isFirst(app, other, service))
        .flatMap(other -> known.look(app.name(), wanted(app, other).reference()))
        .or(() -> known.look(app.name(), base));
  }

  SiblingImages siblings() {
    return siblingImages;
  }

  static String pushKey(String reference) {
    return "push " + reference;
  }

  /**
   * The job that gets a service's image.
   *
   * @param digest what the revision was given once, {@code repository@sha256:…}
   */
  JobSpec order(App app, Service service, Optional<String> digest) {
    return switch (service.image()) {
      case ImageSource.Build build -> build(app, build, wanted(app, service));
      case ImageSource.Registry registry ->
          pull(registry.reference(), digest.orElse(registry.reference()));
    };
  }

  private JobSpec build(App app, ImageSource.Build build, Wanted wanted) {
    List<String> hidden = new ArrayList<>(build.args().values());
    hidden.addAll(secrets.known(app, build));
    return new JobSpec(
        wanted.key(),
        Operation.Kind.BUILD,
        wanted.reference(),
        hidden,
        (job, log) -> {
          ImageBuild.Order order =
              new ImageBuild.Order(
                  build,
                  wanted.reference(),
                  secrets.values(app, build),
                  secrets.digests(app, build));
          ImageBuild.Result built = builder.run(order, log);
          for (Place place : List.copyOf(job.audience().waiting())) {
            tag(built.imageId(), BuildKey.reference(place.app(), place.service(), built.digest()));
          }
          return Optional.empty();
        });
  }

  /**
   * A build though the same was built before. What bases mean may change on the way: the result
   * bears the name that is wanted afterwards, too.
   *
   * @param made called with the result before the job ends
   */
  JobSpec rebuild(
      App app, Service service, ImageOperations.Rebuild how, Consumer<ImageState.Present> made) {
    ImageSource.Build build =
        ((ImageSource.Build) service.image()).again(how.withoutCache(), how.pull());
    Wanted before = wanted(app, service);
    JobSpec once = build(app, build, before);
    return new JobSpec(
        "re" + before.key(),
        once.kind(),
        once.reference(),
        once.secrets(),
        (job, log) -> {
          Optional<String> digest = once.work().run(job, log);
          baseImages.of(build).forEach(known::forget);
          String name = wanted(app, service).reference();
          engine
              .image(before.reference())
              .ifPresent(image -> {
                tag(image.id(), name);
                made.accept(new ImageState.Present(name, image));
              });
          return digest;
        });
  }

  /** Gives an image a name, if it does not bear it already. */
  void tag(String imageId, String reference) {
    if (engine.image(reference).filter(image -> image.id().equals(imageId)).isEmpty()) {
      engine.tag(imageId, reference);
    }
    known.forget(reference);
  }

  /**
   * A pull.
   *
   * @param exactly what to ask the registry for: the reference, or what it meant once
   */
  JobSpec pull(String reference, String exactly) {
    return new JobSpec(
        "pull " + reference,
        Operation.Kind.PULL,
        reference,
        List.of(),
        (job, log) -> {
          engine.pull(exactly, log);
          nameAfterPull(reference, exactly);
          return engine.image(exactly).flatMap(image -> CachedImagePins.digest(reference, image));
        });
  }

  /** What was pulled by digest has no tag, and would look like something that can go. */
  private void nameAfterPull(String reference, String exactly) {
    int at = reference.indexOf('@');
    String name = at < 0 ? reference : reference.substring(0, at);
    boolean isTagged = name.lastIndexOf(':') > name.lastIndexOf('/');
    if (exactly.contains("@") && isTagged) {
      engine.tag(exactly, name);
    }
  }

  JobSpec push(String reference) {
    return new JobSpec(
        pushKey(reference),
        Operation.Kind.PUSH,
        reference,
        List.of(),
        (job, log) -> engine.push(reference, log));
  }

  /** A push that waits while the registry is away: what is declared is done in the end. */
  JobSpec patientPush(String reference) {
    return new JobSpec(
        pushKey(reference),
        Operation.Kind.PUSH,
        reference,
        List.of(),
        (job, log) -> {
          for (int tries = 1; ; tries++) {
            try {
              return engine.push(reference, log);
            } catch (EngineException e) {
              Duration delay = JobFailure.delay(JobFailure.of(e), tries, true);
              if (!e.isTransient() || Thread.currentThread().isInterrupted()) {
                throw e;
              }
              log.line(e.getMessage() + "; again in " + delay.toSeconds() + " s");
              sleep(delay, e);
            }
          }
        });
  }

  private static void sleep(Duration delay, EngineException after) {
    try {
      Thread.sleep(delay);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw after;
    }
  }
}
