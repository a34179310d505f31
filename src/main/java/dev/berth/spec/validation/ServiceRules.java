package dev.berth.spec.validation;

import dev.berth.spec.BuildContext;
import dev.berth.spec.BuildOptions;
import dev.berth.spec.Holders;
import dev.berth.spec.ImageSource;
import dev.berth.spec.ImageUpdate;
import dev.berth.spec.Mount;
import dev.berth.spec.Placement;
import dev.berth.spec.Port;
import dev.berth.spec.Service;
import dev.berth.spec.VersionTag;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What must hold of one service by itself. */
final class ServiceRules {
  /** The engine's own lower bound (Engine 20.10: "Minimum memory limit allowed is 6MB"). */
  static final long LEAST_MEMORY = 6L << 20;

  /** The grammar of Docker's image references: host, path, tag, digest. */
  private static final Pattern REFERENCE =
      Pattern.compile(
          "(?:(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\\[[0-9a-fA-F:]+])(?::\\d+)?/)?"
              + "[a-z0-9]+(?:(?:\\.|_{1,2}|-+)[a-z0-9]+)*+"
              + "(?:/[a-z0-9]+(?:(?:\\.|_{1,2}|-+)[a-z0-9]+)*+)*+"
              + "(?::[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(?:@sha256:[0-9a-f]{64})?");

  private static final Pattern BUILD_SECRET = Pattern.compile("[A-Za-z0-9_.-]+");

  static final String RESERVED = "dev.berth.";

  private final AppDraft draft;
  private final Service service;
  private final List<Violation> found = new ArrayList<>();

  ServiceRules(AppDraft draft, Service service) {
    this.draft = draft;
    this.service = service;
  }

  List<Violation> check() {
    image();
    mounts();
    if (service.replicas() > 1) {
      service.ports().stream().filter(this::isBound).findFirst().ifPresent(this::several);
    }
    names();
    process();
    OptionValues.check(service, this::add);
    service
        .resources()
        .memoryBytes()
        .ifPresent(bytes -> {
          if (bytes < LEAST_MEMORY) {
            add("mem_limit", "must be at least 6m, was " + bytes + " bytes");
          }
        });
    return found;
  }

  private void names() {
    for (String key : service.environment().keySet()) {
      if (key.isEmpty() || key.contains("=") || key.indexOf('\0') >= 0) {
        add("environment", "`" + key + "` is no name of a variable");
      }
    }
    for (String key : service.labels().keySet()) {
      if (key.startsWith(RESERVED)) {
        add("labels." + key, "labels beginning with " + RESERVED + " are Berth's own");
      }
    }
  }

  /** Whether a port can be held by one container only, with nobody in front. */
  private boolean isBound(Port port) {
    return port.isFixed()
        && (!Holders.isHeld(port) || service.networking().mode().isPresent())
        && !(port.ofHost() && isElsewhere());
  }

  /** There each replica may have a machine, and with it a port, of its own: on a Swarm. */
  private boolean isElsewhere() {
    return draft
        .app()
        .placement()
        .engine()
        .filter(name -> !name.equals(Placement.LOCAL))
        .isPresent();
  }

  private void several(Port port) {
    String why;
    if (service.networking().mode().isPresent()) {
      why = "network_mode " + service.networking().mode().get() + " has no network for a holder";
    } else if (port.ofHost()) {
      why = "mode: host asks every container to hold it by itself; leave that out";
    } else {
      why = "a holder in front of the replicas can only have ports of TCP";
    }
    add(
        "replicas",
        "the fixed host port "
            + port.published().map(Port.Range::toString).orElse("")
            + "/"
            + port.protocol().name().toLowerCase(Locale.ROOT)
            + " can be held by one container only: "
            + why
            + "; or use 1 replica, or let Docker choose the port by leaving out its published"
            + " part");
  }

  private void image() {
    switch (service.image()) {
      case ImageSource.Registry registry -> {
        reference("image", registry.reference());
        update(registry);
      }
      case ImageSource.Build build -> {
        build.tag().ifPresent(tag -> reference("image", tag));
        build.tags().forEach(tag -> reference("build.tags", tag));
        build.push().ifPresent(tag -> reference("build.push", tag));
        if (build.context() instanceof BuildContext.Inline inline) {
          InlineFiles.wrong(inline.files().keySet()).forEach(why -> add("build.files", why));
        }
        if (!InlineFiles.staysInside(build.dockerfile())) {
          add("build.dockerfile", "`" + build.dockerfile() + "` must lie inside the context");
        }
        buildSecrets(build.options());
      }
    }
  }

  private void update(ImageSource.Registry image) {
    if (image.update().mode() == ImageUpdate.Mode.SEMVER
        && VersionTag.ofReference(image.reference()).isEmpty()) {
      add(
          "update.image.policy",
          "semver goes from one version to a higher one, and the tag of `"
              + image.reference()
              + "` is none to begin at: name one such as 1, 1.2, v1.2.3 or 1.2.3-alpine (no early"
              + " one such as 1.2.3-rc1), or follow what the tag means with digest");
    }
  }

  private void buildSecrets(BuildOptions options) {
    options
        .secrets()
        .forEach((id, name) -> {
          if (!draft.app().secrets().containsKey(name)) {
            add(
                "build.secrets",
                "`" + name + "` is not declared; add it under secrets: of the app");
          }
          if (!BUILD_SECRET.matcher(id).matches()) {
            add("build.secrets", "`" + id + "` must have letters, digits, `_`, `.` and `-` only");
          }
        });
  }

  private void reference(String key, String reference) {
    if (!isReference(reference)) {
      add(key, "`" + reference + "` is no image reference; write [HOST/]NAME[:TAG]");
    }
  }

  static boolean isReference(String text) {
    return REFERENCE.matcher(text).matches();
  }

  private void mounts() {
    Set<String> targets = new HashSet<>();
    for (Mount mount : service.mounts()) {
      if (!mount.target().startsWith("/")) {
        add("volumes", "`" + mount.target() + "` must be an absolute path in the container");
      } else if (!targets.add(mount.target())) {
        add("volumes", "`" + mount.target() + "` is mounted twice");
      }
    }
  }

  private void process() {
    service
        .process()
        .stopSignal()
        .filter(signal -> !SpecRules.isSignal(signal))
        .ifPresent(signal -> add("stop_signal", "`" + signal + "` is no signal"));
    service
        .process()
        .workingDir()
        .filter(folder -> !folder.startsWith("/"))
        .ifPresent(folder -> add("working_dir", "`" + folder + "` must be an absolute path"));
  }

  private void add(String key, String message) {
    found.add(new Violation(draft.path(service.name(), key), message));
  }
}
