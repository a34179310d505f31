package dev.berth.images;

import dev.berth.engine.BuildRequest;
import dev.berth.engine.ContainerEngine;
import dev.berth.engine.EngineException;
import dev.berth.engine.ProgressListener;
import dev.berth.observe.ImageView;
import dev.berth.spec.BuildContext;
import dev.berth.spec.ImageSource;
import java.io.IOException;
import java.io.InputStream;
import java.util.SortedMap;
import java.util.TreeMap;

/** One build of one image. */
record ImageBuild(
    ContainerEngine engine,
    ContextStore contexts,
    String instance,
    String reference,
    ImageSource.Build build) {

  /** What an inline Dockerfile is called in the context; nobody's own file is called so. */
  private static final String INLINE = ".berth.Dockerfile";

  void run(ProgressListener log) {
    String dockerfile = build.dockerfileInline().isPresent() ? INLINE : build.dockerfile();
    try (InputStream context = context()) {
      String id =
          engine.build(
              new BuildRequest(
                  reference,
                  dockerfile,
                  build.args(),
                  build.target(),
                  labels(),
                  build.noCache(),
                  build.pull()),
              context,
              log);
      build.tag().ifPresent(tag -> engine.tag(id, tag));
    } catch (IOException e) {
      throw new EngineException(
          EngineException.Kind.BUILD_FAILED, "build of " + reference + ": " + e.getMessage(), e);
    }
  }

  private InputStream context() throws IOException {
    String digest = ((BuildContext.Stored) build.context()).digest();
    return build.dockerfileInline().isPresent()
        ? contexts.openWith(digest, INLINE, build.dockerfileInline().get())
        : contexts.open(digest);
  }

  private SortedMap<String, String> labels() {
    SortedMap<String, String> labels = new TreeMap<>(build.labels());
    labels.put(ImageView.BUILD_DIGEST, BuildKey.digest(build));
    labels.put(ImageView.BUILD_INSTANCE, instance);
    return labels;
  }
}
