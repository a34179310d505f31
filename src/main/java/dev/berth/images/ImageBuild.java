package dev.berth.images;

import dev.berth.engine.BuildRequest;
import dev.berth.engine.EngineException;
import dev.berth.engine.ImageEngine;
import dev.berth.engine.ProgressListener;
import dev.berth.observe.ImageView;
import dev.berth.spec.BuildContext;
import dev.berth.spec.ImageSource;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** One build of one image. */
record ImageBuild(ImageEngine engine, ContextStore contexts, Bases bases, String instance) {

  /** What an inline Dockerfile is called in the context; nobody's own file is called so. */
  private static final String INLINE = ".berth.Dockerfile";

  /** What came out: the image, and the digest of all that went in, bases too. */
  record Result(String imageId, String digest) {}

  /**
   * Gets the bases, then builds, unless that was built before.
   *
   * @param reference what to call it while its digest is not known
   */
  Result run(ImageSource.Build build, String reference, ProgressListener log) {
    bases.of(build).stream()
        .filter(base -> engine.image(base).isEmpty())
        .forEach(base -> pull(base, log));
    String digest = BuildKey.digest(build, bases, engine::image);
    Optional<ImageView> built = built(digest);
    if (built.isPresent() && !build.pull()) {
      log.line("built before as " + ImageView.shortId(built.get().id()));
      return new Result(built.get().id(), digest);
    }
    return new Result(build(build, reference, digest, log), digest);
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

  private String build(
      ImageSource.Build build, String reference, String digest, ProgressListener log) {
    String dockerfile = build.dockerfileInline().isPresent() ? INLINE : build.dockerfile();
    SortedMap<String, String> labels = new TreeMap<>(build.labels());
    labels.put(ImageView.BUILD_DIGEST, digest);
    labels.put(ImageView.BUILD_INSTANCE, instance);
    try (InputStream context = context(build)) {
      return engine.build(
          new BuildRequest(
              reference,
              dockerfile,
              build.args(),
              build.target(),
              labels,
              build.noCache(),
              build.pull()),
          context,
          log);
    } catch (IOException e) {
      throw new EngineException(
          EngineException.Kind.BUILD_FAILED, "build of " + reference + ": " + e.getMessage(), e);
    }
  }

  private InputStream context(ImageSource.Build build) throws IOException {
    String digest = ((BuildContext.Stored) build.context()).digest();
    return build.dockerfileInline().isPresent()
        ? contexts.openWith(digest, INLINE, build.dockerfileInline().get())
        : contexts.open(digest);
  }
}
