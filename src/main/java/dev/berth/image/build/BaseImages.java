package dev.berth.image.build;

import dev.berth.image.context.ContextStore;
import dev.berth.spec.BuildContext;
import dev.berth.spec.ImageSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The images that a Dockerfile begins with or copies from. */
public final class BaseImages {
  private final ContextStore contexts;
  private final Map<ImageSource.Build, List<String>> known = new ConcurrentHashMap<>();

  public BaseImages(ContextStore contexts) {
    this.contexts = contexts;
  }

  /** In the order of the Dockerfile, each once; none of what cannot be told before the build. */
  public List<String> of(ImageSource.Build build) {
    return known.computeIfAbsent(build, this::read);
  }

  /** What the builder will read; empty where it cannot be had any more. */
  Optional<String> dockerfile(ImageSource.Build build) {
    String digest = ((BuildContext.Stored) build.context()).digest();
    return build
        .dockerfileInline()
        .or(() ->
            contexts.has(digest) ? contexts.text(digest, build.dockerfile()) : Optional.empty());
  }

  private List<String> read(ImageSource.Build build) {
    return dockerfile(build)
        .map(text -> DockerfileParser.read(text, build.args()))
        .orElse(List.of());
  }
}
