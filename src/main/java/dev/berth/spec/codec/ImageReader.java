package dev.berth.spec.codec;

import dev.berth.spec.ImageSource;
import dev.berth.spec.ImageUpdate;
import dev.berth.spec.OwnKey;
import dev.berth.spec.PullPolicy;
import dev.berth.spec.quantity.Durations;
import dev.berth.spec.validation.Violation;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads where a service's image comes from. */
final class ImageReader {
  private static final Map<String, ImageUpdate.Mode> UPDATES =
      Map.of(
          "none", ImageUpdate.Mode.NONE,
          "digest", ImageUpdate.Mode.DIGEST,
          "semver", ImageUpdate.Mode.SEMVER);

  /** A registry counts requests, and a tag that moves more often is nobody's wish. */
  private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(1);

  static final String BUILD = "build";
  private static final String EVERY = "every_";

  /** Policies that change nothing where an image is built if it is not there, and never pulled. */
  private static final Set<String> IDLE = Set.of("missing", "if_not_present", "never");

  private ImageReader() {}

  /** Of a service with both, the image is what the build is called, as Compose has it. */
  static ImageSource image(Node service, List<Violation> notices) {
    Optional<String> image = service.child(OwnKey.IMAGE).string();
    Node policy = service.child(OwnKey.PULL_POLICY);
    String word = policy.string().orElse("missing");
    Optional<PullPolicy> pull = pullPolicy(policy, word);
    ImageUpdate update = update(service.child(OwnKey.UPDATE));
    Node build = service.child(OwnKey.BUILD);
    if (!build.isAbsent()) {
      if (update.mode() != ImageUpdate.Mode.NONE) {
        service
            .child(OwnKey.UPDATE)
            .refuse("follows an image of a registry; this one is built, so remove it");
      }
      if (pull.isPresent() && !IDLE.contains(word)) {
        notices.add(
            new Violation(
                policy.path(),
                "`"
                    + word
                    + "` is ignored: what has a build is not pulled; `build` builds it for each new"
                    + " revision"));
      }
      return BuildReader.build(build, image, word.equals(BUILD), notices);
    }
    if (word.equals(BUILD)) {
      policy.refuse("is build, and there is no build: add one, or write always");
    }
    if (image.isEmpty()) {
      service.child(OwnKey.IMAGE).refuse("is missing: give an image, or a build");
    }
    return new ImageSource.Registry(
        image.orElse("missing"), pull.orElse(PullPolicy.MISSING), update);
  }

  private static Optional<PullPolicy> pullPolicy(Node node, String word) {
    return switch (word) {
      case "missing", "if_not_present" -> Optional.of(PullPolicy.MISSING);
      case "never" -> Optional.of(PullPolicy.NEVER);
      case "always" -> Optional.of(PullPolicy.ALWAYS);
      case "daily" -> Optional.of(PullPolicy.every(Duration.ofDays(1)));
      case "weekly" -> Optional.of(PullPolicy.every(Duration.ofDays(7)));
      case BUILD -> Optional.empty();
      default -> every(node, word);
    };
  }

  /** {@code every_12h}; the Compose Specification also has days and weeks there. */
  private static Optional<PullPolicy> every(Node node, String word) {
    Optional<PullPolicy> policy =
        word.startsWith(EVERY)
            ? Durations.parse(word.substring(EVERY.length()))
                .filter(time -> !time.isZero())
                .map(PullPolicy::every)
            : Optional.empty();
    if (policy.isEmpty()) {
      node.refuse(
          "must be always, missing, if_not_present, never, build, daily, weekly or every_12h, was `"
              + word
              + "`");
    }
    return policy;
  }

  private static ImageUpdate update(Node update) {
    Keys.check(update, Set.of("image"));
    Node image = update.child("image");
    if (image.isAbsent()) {
      return ImageUpdate.NONE;
    }
    Keys.check(image, Set.of("policy", "interval"));
    String word = image.child("policy").text().orElse("digest").toLowerCase(Locale.ROOT);
    ImageUpdate.Mode mode = UPDATES.get(word);
    if (mode == null) {
      image.child("policy").refuse("must be digest, semver or none, was `" + word + "`");
      return ImageUpdate.NONE;
    }
    Duration interval =
        Quantities.duration(image.child("interval")).orElse(ImageUpdate.USUAL_INTERVAL);
    if (interval.compareTo(SHORTEST_INTERVAL) < 0) {
      image.child("interval").refuse("must be 1s or more");
    }
    return new ImageUpdate(mode, interval);
  }

  /** As {@link #image} reads it. */
  static String word(PullPolicy policy) {
    return policy
        .every()
        .map(time -> EVERY + Quantities.text(time))
        .orElseGet(() -> policy.mode().name().toLowerCase(Locale.ROOT));
  }
}
