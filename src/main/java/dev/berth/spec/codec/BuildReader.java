package dev.berth.spec.codec;

import dev.berth.spec.BuildContext;
import dev.berth.spec.BuildOptions;
import dev.berth.spec.ImageSource;
import dev.berth.spec.validation.Violation;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads how an image is built. */
final class BuildReader {
  private static final Set<String> OWN =
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
          "push",
          "files");
  private static final String DOCKERFILE = "Dockerfile";
  private static final String UPLOAD = "upload:";
  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
  private static final Pattern REMOTE =
      Pattern.compile("(?:[a-z+]+://|[\\w.-]+@[\\w.-]+:|github\\.com/).*");
  private static final String FRAGMENT = "(?:#(?<ref>[^:\\s]*)(?::(?<folder>.*))?)?";
  private static final Pattern GIT =
      Pattern.compile(
          "(?<url>(?:https?://|github\\.com/)(?<host>[^#/\\s]*)[^#\\s]*?(?:\\.git)?)" + FRAGMENT);

  /** A user's name in it is no secret; a password would be. */
  private static final Pattern SSH =
      Pattern.compile(
          "(?<url>ssh://(?:[\\w.-]+@)?[\\w.-]+(?::\\d+)?/[^#\\s]+|[\\w.-]+@[\\w.-]+:[^#\\s]+)"
              + FRAGMENT);

  private BuildReader() {}

  /** With what the service says beside it: the image's name, and whether to build it always. */
  static ImageSource build(
      Node build, Optional<String> image, boolean always, List<Violation> notices) {
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
          always,
          image,
          List.of(),
          Optional.empty(),
          BuildOptions.NONE);
    }
    BuildOptionReader.check(build, OWN, notices);
    return new ImageSource.Build(
        context(build),
        build.child("dockerfile").string().orElse(DOCKERFILE),
        inlineDockerfile(build),
        build.child("args").pairs(),
        build.child("target").string(),
        build.child("labels").pairs(),
        build.child("no_cache").flag().orElse(false),
        build.child("pull").flag().orElse(false),
        always,
        image,
        build.child("tags").texts(),
        build.child("push").string(),
        BuildOptionReader.options(build, notices));
  }

  private static Optional<String> inlineDockerfile(Node build) {
    Optional<String> inline = build.child("dockerfile_inline").string();
    if (inline.isPresent() && !build.child("dockerfile").isAbsent()) {
      build.child("dockerfile_inline").refuse("and dockerfile exclude each other: remove one");
    }
    return inline;
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
    return REMOTE.matcher(text).matches() ? git(node, text) : new BuildContext.Folder(text);
  }

  /** A password in an address would be shown wherever the address is. */
  private static BuildContext git(Node node, String text) {
    Matcher ssh = SSH.matcher(text);
    if (ssh.matches()) {
      return new BuildContext.Git(ssh.group("url"), part(ssh, "ref"), part(ssh, "folder"));
    }
    Matcher parts = GIT.matcher(text);
    boolean isPlain = parts.matches() && !parts.group("host").contains("@");
    if (!isPlain) {
      node.refuse(
          "a remote context is https://HOST/NAME.git#REF:FOLDER or ssh://USER@HOST/NAME.git,"
              + " without a password: name a secret under credentials");
      return new BuildContext.Folder(".");
    }
    if (!parts.group("url").endsWith(".git") && parts.group("url").startsWith("http")) {
      node.refuse("the address of a Git repository ends in .git; other addresses are not taken");
    }
    String url = parts.group("url");
    return new BuildContext.Git(
        url.startsWith("github.com/") ? "https://" + url : url,
        part(parts, "ref"),
        part(parts, "folder"));
  }

  private static Optional<String> part(Matcher parts, String name) {
    return Optional.ofNullable(parts.group(name)).filter(text -> !text.isEmpty());
  }
}
