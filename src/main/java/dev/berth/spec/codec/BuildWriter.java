package dev.berth.spec.codec;

import dev.berth.spec.BuildContext;
import dev.berth.spec.BuildOptions;
import dev.berth.spec.ImageSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes how an image is built, in the keys of the Compose Specification. */
final class BuildWriter {
  private BuildWriter() {}

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
    options(build.options(), tree);
    return tree;
  }

  private static void options(BuildOptions options, Map<String, Object> tree) {
    options.credentials().ifPresent(name -> tree.put("credentials", Map.of("secret", name)));
    if (!options.secrets().isEmpty()) {
      tree.put("secrets", secrets(options));
    }
    putUnlessEmpty(tree, "cache_from", options.cacheFrom());
    putUnlessEmpty(tree, "cache_to", options.cacheTo());
    options.platform().ifPresent(platform -> tree.put("platforms", List.of(platform)));
    options.network().ifPresent(network -> tree.put("network", network));
    putUnlessEmpty(
        tree,
        "extra_hosts",
        options.hosts().stream().map(host -> host.replaceFirst(":", "=")).toList());
    options.shmBytes().ifPresent(bytes -> tree.put("shm_size", String.valueOf(bytes)));
    if (!options.ulimits().isEmpty()) {
      Map<String, Object> limits = new LinkedHashMap<>();
      options.ulimits().forEach((name, limit) -> limits.put(name, limit(limit)));
      tree.put("ulimits", limits);
    }
  }

  private static void putUnlessEmpty(Map<String, Object> tree, String key, List<String> texts) {
    if (!texts.isEmpty()) {
      tree.put(key, texts);
    }
  }

  private static List<Object> secrets(BuildOptions options) {
    List<Object> secrets = new ArrayList<>();
    options
        .secrets()
        .forEach((id, name) -> {
          boolean isPlain = id.equals(name);
          secrets.add(isPlain ? name : new TreeMap<>(Map.of("source", name, "target", id)));
        });
    return secrets;
  }

  private static Map<String, Object> limit(String text) {
    String[] ends = text.split(":", 2);
    return new TreeMap<>(Map.of("soft", Long.parseLong(ends[0]), "hard", Long.parseLong(ends[1])));
  }
}
