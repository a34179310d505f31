package dev.berth.image.build;

import dev.berth.engine.BuildRequest;
import dev.berth.engine.EngineException;
import dev.berth.engine.ImageEngine;
import dev.berth.engine.ProgressListener;
import dev.berth.image.context.ContextStore;
import dev.berth.observe.ImageView;
import dev.berth.spec.BuildContext;
import dev.berth.spec.ImageSource;
import dev.berth.spec.validation.CacheEntry;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** One build of one image. */
public record ImageBuild(
    ImageEngine engine, ContextStore contexts, BaseImages bases, String instance) {

  /** What an inline Dockerfile is called in the context; nobody's own file is called so. */
  private static final String INLINE = ".berth.Dockerfile";

  /** What came out: the image, and the digest of all that went in, bases too. */
  public record Result(String imageId, String digest) {}

  /**
   * What is wanted.
   *
   * @param reference what to call it while its digest is not known
   * @param secrets what its steps may read, by id
   * @param secretDigests what stands for them in a digest
   */
  public record Order(
      ImageSource.Build build,
      String reference,
      SortedMap<String, String> secrets,
      SortedMap<String, String> secretDigests) {}

  /** Gets the bases, then builds, unless that was built before. */
  public Result run(Order order, ProgressListener log) {
    ImageSource.Build build = order.build();
    bases.of(build).stream()
        .filter(base -> engine.image(base).isEmpty())
        .forEach(base -> pull(base, log));
    String digest = BuildKey.digest(build, order.secretDigests(), bases, engine::image);
    Optional<ImageView> built = built(digest);
    if (built.isPresent() && !build.pull() && !build.always()) {
      log.line("built before as " + ImageView.shortId(built.get().id()));
      return new Result(built.get().id(), digest);
    }
    return new Result(build(order, digest, log), digest);
  }

  /** What cannot be had at all is left to the builder, which says which step needs it. */
  private void pull(String base, ProgressListener log) {
    log.line("pulling " + base);
    try {
      engine.pull(base, log);
    } catch (EngineException e) {
      if (e.isTransient()) {
        throw e;
      }
      log.line(e.getMessage());
    }
  }

  /** Whoever asked for it: equal input gives an equal image. */
  private Optional<ImageView> built(String digest) {
    return engine.images().stream()
        .filter(image -> instance.equals(image.labels().get(ImageView.BUILD_INSTANCE)))
        .filter(image -> digest.equals(image.labels().get(ImageView.BUILD_DIGEST)))
        .findFirst();
  }

  private String build(Order order, String digest, ProgressListener log) {
    try (InputStream context = context(order.build())) {
      return engine.build(request(order, digest), context, log);
    } catch (IOException e) {
      throw new EngineException(
          EngineException.Kind.BUILD_FAILED,
          "build of " + order.reference() + ": " + e.getMessage(),
          e);
    }
  }

  private BuildRequest request(Order order, String digest) {
    ImageSource.Build build = order.build();
    SortedMap<String, String> labels = new TreeMap<>(build.labels());
    labels.put(ImageView.BUILD_DIGEST, digest);
    labels.put(ImageView.BUILD_INSTANCE, instance);
    List<String> images = new ArrayList<>(bases.of(build));
    CacheEntry.all(build.options().cacheFrom()).stream()
        .flatMap((CacheEntry entry) -> entry.image().stream())
        .forEach(images::add);
    Optional<String> dockerfile = bases.dockerfile(build);
    dockerfile.flatMap(BuildNeeds::syntax).ifPresent(images::add);
    return new BuildRequest(
        order.reference(),
        build.dockerfileInline().isPresent() ? INLINE : build.dockerfile(),
        build.args(),
        build.target(),
        labels,
        build.noCache(),
        build.pull(),
        build.options(),
        order.secrets(),
        images,
        BuildNeeds.of(build, dockerfile));
  }

  private InputStream context(ImageSource.Build build) throws IOException {
    String digest = ((BuildContext.Stored) build.context()).digest();
    return build.dockerfileInline().isPresent()
        ? contexts.openWith(digest, INLINE, build.dockerfileInline().get())
        : contexts.open(digest);
  }
}
