package dev.berth.spec;

import java.util.Optional;
import java.util.SortedMap;

/** Where a service's image comes from. */
public sealed interface ImageSource {

  /**
   * An image of a registry, or one that lies on the engine already.
   *
   * @param reference as Docker writes it: {@code redis:7}, {@code host/name@sha256:…}
   */
  record Registry(String reference, PullPolicy pull) implements ImageSource {}

  /**
   * An image built from a context.
   *
   * @param dockerfile its path inside the context
   * @param dockerfileInline the Dockerfile's text, in place of one in the context
   * @param target the stage to build; the last one where absent
   * @param tag what to call the result beside Berth's own name for it
   */
  record Build(
      BuildContext context,
      String dockerfile,
      Optional<String> dockerfileInline,
      SortedMap<String, String> args,
      Optional<String> target,
      SortedMap<String, String> labels,
      boolean noCache,
      boolean pull,
      Optional<String> tag)
      implements ImageSource {

    public Build {
      args = App.sorted(args);
      labels = App.sorted(labels);
    }

    public Build withContext(BuildContext changed) {
      return new Build(
          changed, dockerfile, dockerfileInline, args, target, labels, noCache, pull, tag);
    }
  }

  /** When an image of a registry is pulled. */
  enum PullPolicy {
    /** When the engine does not have it. */
    MISSING,
    /** Never: it must be on the engine. */
    NEVER,
    /** Before each new generation. */
    ALWAYS
  }
}
