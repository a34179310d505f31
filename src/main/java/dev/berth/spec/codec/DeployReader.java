package dev.berth.spec.codec;

import dev.berth.spec.OwnKey;
import dev.berth.spec.Resources;
import dev.berth.spec.RestartPolicy;
import dev.berth.spec.SwarmDeploy;
import dev.berth.spec.validation.Violation;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** Reads how many containers there are, what they may use, and whether they come back. */
final class DeployReader {
  /** Enough for one machine; more is a slip of the finger. */
  private static final long MOST_REPLICAS = 100;

  private static final Set<String> KNOWN =
      Set.of("replicas", "resources", "mode", "restart_policy");

  /** Of a Swarm alone: on another engine nothing comes of them, as with Docker Compose. */
  private static final Set<String> OF_SWARM =
      Set.of("labels", "update_config", "rollback_config", "placement", "endpoint_mode");

  private static final Map<String, RestartPolicy.Mode> CONDITIONS =
      Map.of(
          "none", RestartPolicy.Mode.NO,
          "on-failure", RestartPolicy.Mode.ON_FAILURE,
          "any", RestartPolicy.Mode.ALWAYS);

  private DeployReader() {}

  static int replicas(Node service) {
    Node deploy = service.child(OwnKey.DEPLOY);
    return service
        .child(OwnKey.REPLICAS)
        .number(0, MOST_REPLICAS)
        .or(() -> service.child(OwnKey.SCALE).number(0, MOST_REPLICAS))
        .or(() -> deploy.child("replicas").number(0, MOST_REPLICAS))
        .orElse(1L)
        .intValue();
  }

  static RestartPolicy restart(Node service) {
    Node policy = service.child(OwnKey.DEPLOY).child("restart_policy");
    Keys.check(policy, Set.of("condition", "delay", "max_attempts", "window"));
    return service.child(OwnKey.RESTART).isAbsent() && policy.isMap()
        ? ofDeploy(policy)
        : restartWord(service.child(OwnKey.RESTART));
  }

  private static RestartPolicy ofDeploy(Node policy) {
    String word = policy.child("condition").text().orElse("any");
    RestartPolicy.Mode mode = CONDITIONS.get(word);
    if (mode == null) {
      policy.child("condition").refuse("must be none, on-failure or any, was `" + word + "`");
    }
    OptionalInt attempts =
        policy
            .child("max_attempts")
            .number(0, 1_000_000)
            .filter(n -> n > 0 && mode != RestartPolicy.Mode.NO)
            .map(n -> OptionalInt.of(n.intValue()))
            .orElse(OptionalInt.empty());
    return new RestartPolicy(mode == null ? RestartPolicy.Mode.ALWAYS : mode, attempts);
  }

  private static RestartPolicy restartWord(Node node) {
    String word = node.text().orElse("always");
    return switch (word) {
      case "always" -> RestartPolicy.ALWAYS;
      case "no", "false" -> RestartPolicy.NEVER;
      case "unless-stopped" -> RestartPolicy.UNLESS_STOPPED;
      case "on-failure" -> new RestartPolicy(RestartPolicy.Mode.ON_FAILURE, OptionalInt.empty());
      default -> {
        if (word.matches("on-failure:\\d{1,6}")) {
          int retries = Integer.parseInt(word.substring(word.indexOf(':') + 1));
          yield new RestartPolicy(RestartPolicy.Mode.ON_FAILURE, OptionalInt.of(retries));
        }
        node.refuse(
            "must be no, always, on-failure, on-failure:N or unless-stopped, was `" + word + "`");
        yield RestartPolicy.ALWAYS;
      }
    };
  }

  static Resources resources(Node node, List<Violation> notices) {
    Node deploy = node.child(OwnKey.DEPLOY);
    keys(deploy, notices);
    Keys.check(deploy.child("resources"), Set.of("limits", "reservations"));
    Node limits = deploy.child("resources").child("limits");
    Node reservations = deploy.child("resources").child("reservations");
    Keys.check(limits, Set.of("cpus", "memory", "pids"));
    Keys.check(reservations, Set.of("memory", "cpus", "pids", "devices", "generic_resources"));
    return new Resources(
        first(
            Quantities.nanoCpus(limits.child("cpus")),
            Quantities.nanoCpus(node.child(OwnKey.CPUS))),
        first(
            Quantities.bytes(limits.child("memory")),
            Quantities.bytes(node.child(OwnKey.MEM_LIMIT))),
        first(
            Quantities.bytes(reservations.child("memory")),
            Quantities.bytes(node.child(OwnKey.MEM_RESERVATION))),
        first(
            limits.child("pids").number(-1, Integer.MAX_VALUE),
            node.child(OwnKey.PIDS_LIMIT).number(-1, Integer.MAX_VALUE)));
  }

  private static void keys(Node deploy, List<Violation> notices) {
    Set<String> known = new HashSet<>(KNOWN);
    known.addAll(OF_SWARM);
    Keys.check(deploy, known);
    deploy
        .child("mode")
        .text()
        .filter(mode -> !mode.equals(SwarmDeploy.Mode.REPLICATED.text()))
        .ifPresent(mode -> notices.add(ofSwarm(deploy.child("mode"), "mode: " + mode)));
    for (String key : OF_SWARM) {
      if (!deploy.child(key).isAbsent()) {
        notices.add(ofSwarm(deploy.child(key), key));
      }
    }
  }

  private static Violation ofSwarm(Node node, String key) {
    return new Violation(
        node.path(), "`" + key + "` is ignored, unless the app is placed on a Swarm");
  }

  /** Nothing, as engines spell no limit, is none. */
  private static OptionalLong first(Optional<Long> one, Optional<Long> other) {
    return one.filter(n -> n != 0)
        .or(() -> other.filter(n -> n != 0))
        .map(OptionalLong::of)
        .orElse(OptionalLong.empty());
  }
}
