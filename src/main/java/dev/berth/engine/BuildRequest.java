package dev.berth.engine;

import dev.berth.spec.BuildOptions;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What to build.
 *
 * @param tag name of the result
 * @param dockerfile its path inside the context
 * @param secrets values that steps may read and that stay nowhere, by id
 * @param images what the build may fetch from registries, for their logins
 * @param needs what in the Dockerfile only BuildKit can do, in words for people; empty: nothing
 */
public record BuildRequest(
    String tag,
    String dockerfile,
    SortedMap<String, String> args,
    Optional<String> target,
    SortedMap<String, String> labels,
    boolean noCache,
    boolean pull,
    BuildOptions options,
    SortedMap<String, String> secrets,
    List<String> images,
    Optional<String> needs) {

  public BuildRequest {
    images = List.copyOf(images);
  }

  /** Of nothing but a Dockerfile with arguments and labels. */
  public BuildRequest(
      String tag,
      String dockerfile,
      SortedMap<String, String> args,
      Optional<String> target,
      SortedMap<String, String> labels,
      boolean noCache,
      boolean pull) {
    this(
        tag,
        dockerfile,
        args,
        target,
        labels,
        noCache,
        pull,
        BuildOptions.NONE,
        new java.util.TreeMap<>(),
        List.of(),
        Optional.empty());
  }

  /** Without what may be secret. */
  @Override
  public String toString() {
    return "build of " + tag;
  }
}
