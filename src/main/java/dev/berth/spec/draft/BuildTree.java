package dev.berth.spec.draft;

import dev.berth.spec.BuildContext;
import dev.berth.spec.ImageSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes how an image is built, in the keys of the Compose Specification. */
final class BuildTree {
  private BuildTree() {}

  static Map<String, Object> of(ImageSource.Build build) {
    Map<String, Object> tree = new LinkedHashMap<>();
    switch (build.context()) {
      case BuildContext.Folder folder -> tree.put("context", folder.path());
      case BuildContext.Inline inline -> tree.put("files", inline.files());
      case BuildContext.Stored stored -> tree.put("context", "upload:" + stored.digest());
      case BuildContext.Git git -> tree.put("context", git.toString());
    }
    if (build.dockerfileInline().isPresent()) {
      tree.put("dockerfile_inline", build.dockerfileInline().get());
    } else if (!build.dockerfile().equals("Dockerfile")) {
      tree.put("dockerfile", build.dockerfile());
    }
    if (!build.args().isEmpty()) {
      tree.put("args", build.args());
    }
    build.target().ifPresent(target -> tree.put("target", target));
    if (!build.labels().isEmpty()) {
      tree.put("labels", build.labels());
    }
    if (!build.tags().isEmpty()) {
      tree.put("tags", build.tags());
    }
    if (build.noCache()) {
      tree.put("no_cache", true);
    }
    if (build.pull()) {
      tree.put("pull", true);
    }
    build.push().ifPresent(reference -> tree.put("push", reference));
    return tree;
  }
}
