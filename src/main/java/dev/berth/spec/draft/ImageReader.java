package dev.berth.spec.draft;

import dev.berth.spec.BuildContext;
import dev.berth.spec.ImageSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads where a service's image comes from. */
final class ImageReader {
  private static final Set<String> BUILD =
      Set.of(
          "context",
          "dockerfile",
          "dockerfile_inline",
          "args",
          "target",
          "labels",
          "tags",
          "no_cache",
          "pull",
          "files");
  private static final String DOCKERFILE = "Dockerfile";
  private static final String UPLOAD = "upload:";
  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
  private static final Pattern REMOTE = Pattern.compile("(?:[a-z+]+://|git@|github\\.com/).*");

  private ImageReader() {}

  /** Of a service with both, the image is what the build is called, as Compose has it. */
  static ImageSource image(Node service) {
    Optional<String> image = service.child("image").string();
    Optional<ImageSource.PullPolicy> pull = pullPolicy(service.child("pull_policy"));
    Node build = service.child("build");
    if (!build.isAbsent()) {
      return build(build, image);
    }
    if (image.isEmpty()) {
      service.child("image").refuse("is missing: give an image, or a build");
    }
    return new ImageSource.Registry(
        image.orElse("missing"), pull.orElse(ImageSource.PullPolicy.MISSING));
  }

  private static Optional<ImageSource.PullPolicy> pullPolicy(Node node) {
    return node.string()
        .flatMap(word ->
            switch (word) {
              case "missing", "if_not_present" -> Optional.of(ImageSource.PullPolicy.MISSING);
              case "never" -> Optional.of(ImageSource.PullPolicy.NEVER);
              case "always" -> Optional.of(ImageSource.PullPolicy.ALWAYS);
              case "build" -> Optional.empty();
              default -> {
                node.refuse("must be missing, always or never, was `" + word + "`");
                yield Optional.empty();
              }
            });
  }

  private static ImageSource build(Node build, Optional<String> image) {
    if (!build.isMap()) {
      BuildContext context = context(build, build.string().orElse("."));
      return new ImageSource.Build(
          context,
          DOCKERFILE,
          Optional.empty(),
          new TreeMap<>(),
          Optional.empty(),
          new TreeMap<>(),
          false,
          false,
          image);
    }
    Keys.check(build, BUILD);
    return new ImageSource.Build(
        context(build),
        build.child("dockerfile").string().orElse(DOCKERFILE),
        inlineDockerfile(build),
        build.child("args").pairs(),
        build.child("target").string(),
        build.child("labels").pairs(),
        build.child("no_cache").flag().orElse(false),
        build.child("pull").flag().orElse(false),
        image.or(() -> tag(build.child("tags"))));
  }

  private static Optional<String> inlineDockerfile(Node build) {
    Optional<String> inline = build.child("dockerfile_inline").string();
    if (inline.isPresent() && !build.child("dockerfile").isAbsent()) {
      build.child("dockerfile_inline").refuse("and dockerfile exclude each other: remove one");
    }
    return inline;
  }

  private static Optional<String> tag(Node tags) {
    List<String> all = tags.texts();
    if (all.size() > 1) {
      tags.refuse("may hold one tag for now");
    }
    return all.stream().findFirst();
  }

  private static BuildContext context(Node build) {
    Node files = build.child("files");
    Node context = build.child("context");
    if (!files.isAbsent()) {
      if (!context.isAbsent()) {
        files.refuse("and context exclude each other: files are the whole context");
      }
      return new BuildContext.Inline(files.pairs());
    }
    Optional<String> path = context.string();
    if (path.isEmpty() && build.child("dockerfile_inline").isAbsent()) {
      return new BuildContext.Folder(".");
    }
    return path.map(text -> context(context, text))
        .orElseGet(() -> new BuildContext.Inline(new TreeMap<>()));
  }

  private static BuildContext context(Node node, String text) {
    if (text.startsWith(UPLOAD)) {
      String digest = text.substring(UPLOAD.length());
      if (!DIGEST.matcher(digest).matches()) {
        node.refuse("must be upload:sha256: and 64 hex digits, was `" + text + "`");
      }
      return new BuildContext.Stored(digest);
    }
    if (REMOTE.matcher(text).matches()) {
      node.refuse("a Git or HTTP context is not supported yet; give a folder, or files");
    }
    return new BuildContext.Folder(text);
  }
}
