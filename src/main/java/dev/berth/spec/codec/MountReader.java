package dev.berth.spec.codec;

import dev.berth.spec.Mount;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** Reads mounts in the short and the long form of the Compose Specification. */
final class MountReader {
  private static final Set<String> LONG =
      Set.of("type", "source", "target", "read_only", "bind", "volume", "tmpfs", "consistency");
  private static final Set<String> PROPAGATIONS =
      Set.of("rprivate", "private", "rshared", "shared", "rslave", "slave");
  private static final Set<String> IGNORED =
      Set.of("rw", "cached", "delegated", "consistent", "copy");
  private static final Set<String> LABELS = Set.of("z", "Z");
  private static final Set<String> OTHERS = Set.of("ro", "nocopy");

  private MountReader() {}

  static List<Mount> mounts(Node volumes, Node tmpfs) {
    List<Mount> all = new ArrayList<>();
    for (Node node : volumes.items()) {
      if (node.isMap()) {
        longForm(node).ifPresent(all::add);
      } else {
        node.string().flatMap(text -> shortForm(node, text)).ifPresent(all::add);
      }
    }
    for (Node node : tmpfs.itemsOrOne()) {
      node.string().flatMap(text -> memory(node, text)).ifPresent(all::add);
    }
    return all;
  }

  private static Optional<Mount> shortForm(Node node, String text) {
    String[] parts = text.split(":", -1);
    if (parts.length > 3 || text.isEmpty()) {
      node.refuse("`" + text + "` is not a mount; write NAME:/path, /host/path:/path or /path");
      return Optional.empty();
    }
    if (parts.length == 1) {
      return Optional.of(new Mount.OfVolume(Optional.empty(), parts[0], false, false));
    }
    Set<String> options = parts.length == 3 ? Set.of(parts[2].split(",")) : Set.of();
    options.stream()
        .filter(o ->
            java.util.stream.Stream.of(IGNORED, PROPAGATIONS, LABELS, OTHERS)
                .noneMatch(known -> known.contains(o)))
        .forEach(o -> node.refuse("unknown option `" + o + "` behind the last colon"));
    String source = parts[0];
    boolean readOnly = options.contains("ro");
    if (isPath(source)) {
      return host(node, source)
          .map(path ->
              new Mount.OfHost(
                  path,
                  parts[1],
                  readOnly,
                  true,
                  options.stream().filter(PROPAGATIONS::contains).findFirst(),
                  options.stream().filter(LABELS::contains).findFirst()));
    }
    return Optional.of(
        new Mount.OfVolume(Optional.of(source), parts[1], readOnly, options.contains("nocopy")));
  }

  private static boolean isPath(String source) {
    return source.startsWith("/") || source.startsWith(".") || source.startsWith("~");
  }

  private static Optional<String> host(Node node, String source) {
    if (source.startsWith("/")) {
      return Optional.of(source);
    }
    node.refuse("`" + source + "` must be an absolute path: Berth runs in no folder of yours");
    return Optional.empty();
  }

  /** Options beside size and mode are the engine's business; it knows what a mount may have. */
  private static Optional<Mount> memory(Node node, String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      return Optional.of(
          new Mount.OfMemory(text, OptionalLong.empty(), OptionalInt.empty(), Optional.of("")));
    }
    OptionalLong size = OptionalLong.empty();
    OptionalInt mode = OptionalInt.empty();
    String options = text.substring(colon + 1);
    for (String option : options.split(",", -1)) {
      String value = option.substring(option.indexOf('=') + 1);
      Node part = new Node(node.path(), value, node.violations());
      if (option.startsWith("size=") && !value.endsWith("%")) {
        size = Quantities.bytes(part).map(OptionalLong::of).orElse(OptionalLong.empty());
      } else if (option.startsWith("mode=") && value.matches("[0-7]{1,5}")) {
        mode = OptionalInt.of(Integer.parseInt(value, 8));
      }
    }
    return Optional.of(
        new Mount.OfMemory(text.substring(0, colon), size, mode, Optional.of(options)));
  }

  private static Optional<Mount> longForm(Node node) {
    Keys.check(node, LONG);
    Keys.check(
        node.child("bind"), Set.of("create_host_path", "propagation", "selinux", "recursive"));
    Keys.check(node.child("volume"), Set.of("nocopy", "subpath", "labels"));
    Keys.check(node.child("tmpfs"), Set.of("size", "mode"));
    Optional<String> target = node.child("target").string();
    if (target.isEmpty()) {
      node.child("target").refuse("is missing: the path in the container");
      return Optional.empty();
    }
    boolean readOnly = node.child("read_only").flag().orElse(false);
    String type = node.child("type").string().orElse("volume");
    return switch (type) {
      case "volume" -> Optional.of(volume(node, target.get(), readOnly));
      case "bind" -> bind(node, target.get(), readOnly);
      case "tmpfs" -> Optional.of(memoryOf(node.child("tmpfs"), target.get()));
      default -> {
        node.child("type").refuse("must be volume, bind or tmpfs, was `" + type + "`");
        yield Optional.empty();
      }
    };
  }

  private static Mount volume(Node node, String target, boolean readOnly) {
    boolean noCopy = node.child("volume").child("nocopy").flag().orElse(false);
    return new Mount.OfVolume(
        node.child("source").string().filter(source -> !source.isEmpty()),
        target,
        readOnly,
        noCopy,
        node.child("volume").child("subpath").string());
  }

  private static Optional<Mount> bind(Node node, String target, boolean readOnly) {
    Optional<String> source = node.child("source").string();
    if (source.isEmpty()) {
      node.child("source").refuse("is missing: the path on the host");
    }
    Node options = node.child("bind");
    Optional<String> propagation = options.child("propagation").string();
    propagation
        .filter(p -> !PROPAGATIONS.contains(p))
        .ifPresent(p -> options.child("propagation").refuse("unknown propagation `" + p + "`"));
    return source
        .flatMap(path -> host(node.child("source"), path))
        .map(path ->
            new Mount.OfHost(
                path,
                target,
                readOnly,
                options.child("create_host_path").flag().orElse(true),
                propagation.filter(p -> !p.isEmpty()),
                selinux(options.child("selinux"))));
  }

  private static Optional<String> selinux(Node node) {
    Optional<String> label = node.string();
    if (label.filter(text -> !text.equals("z") && !text.equals("Z")).isPresent()) {
      node.refuse("must be z (shared) or Z (of this container alone), was " + node.kind());
    }
    return label;
  }

  private static Mount memoryOf(Node options, String target) {
    OptionalLong size =
        Quantities.bytes(options.child("size")).map(OptionalLong::of).orElse(OptionalLong.empty());
    OptionalInt mode =
        Quantities.mode(options.child("mode")).map(OptionalInt::of).orElse(OptionalInt.empty());
    return new Mount.OfMemory(target, size, mode);
  }
}
