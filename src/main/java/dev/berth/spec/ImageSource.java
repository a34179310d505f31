package dev.berth.spec;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;

/** Where a service's image comes from. */
public sealed interface ImageSource {

  /** When it is got for a new revision though the engine has it. */
  PullPolicy renewal();

  /**
   * An image of a registry, or one that lies on the engine already.
   *
   * @param reference as Docker writes it: {@code redis:7}, {@code host/name@sha256:…}
   */
  record Registry(String reference, PullPolicy pull, ImageUpdate update) implements ImageSource {
    public Registry(String reference, PullPolicy pull) {
      this(reference, pull, ImageUpdate.NONE);
    }

    @Override
    public PullPolicy renewal() {
      return pull;
    }

    public Registry withReference(String changed) {
      return new Registry(changed, pull, update);
    }
  }

  /**
   * An image built from a context.
   *
   * @param dockerfile its path inside the context
   * @param dockerfileInline the Dockerfile's text, in place of one in the context
   * @param target the stage to build; the last one where absent
   * @param pull whether bases are looked for in their registries though they are there
   * @param always whether each new revision is built though the same was built before
   * @param tag what the service calls the result beside Berth's own name for it
   * @param tags more names for it
   * @param push where it is published after each build
   * @param options how it is built
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
      boolean always,
      Optional<String> tag,
      List<String> tags,
      Optional<String> push,
      BuildOptions options)
      implements ImageSource {

    public Build {
      args = App.sorted(args);
      labels = App.sorted(labels);
      tags = List.copyOf(tags);
    }

    @Override
    public PullPolicy renewal() {
      return always ? PullPolicy.ALWAYS : PullPolicy.MISSING;
    }

    public Build withContext(BuildContext changed) {
      return with(changed, args, push);
    }

    public Build withArgs(SortedMap<String, String> changed) {
      return with(context, changed, push);
    }

    /** Pushed under this name once it is built. */
    public Build withPush(String reference) {
      return with(context, args, Optional.of(reference));
    }

    private Build with(
        BuildContext otherContext, SortedMap<String, String> otherArgs, Optional<String> other) {
      return new Build(
          otherContext,
          dockerfile,
          dockerfileInline,
          otherArgs,
          target,
          labels,
          noCache,
          pull,
          always,
          tag,
          tags,
          other,
          options);
    }

    /** The same, built though it was built before. */
    public Build again(boolean withoutCache, boolean withPull) {
      return new Build(
          context,
          dockerfile,
          dockerfileInline,
          args,
          target,
          labels,
          noCache || withoutCache,
          pull || withPull,
          true,
          tag,
          tags,
          push,
          options);
    }

    /** All names that people gave it. */
    public List<String> names() {
      return Stream.of(tag.stream(), tags.stream(), push.stream())
          .flatMap(names -> names)
          .distinct()
          .toList();
    }
  }
}
