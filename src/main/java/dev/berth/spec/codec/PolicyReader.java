package dev.berth.spec.codec;

import dev.berth.spec.DriftPolicy;
import dev.berth.spec.IntOrPercent;
import dev.berth.spec.Rollout;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Reads what an app says of how it is kept. */
final class PolicyReader {
  private static final Set<String> ROLLOUT =
      Set.of(
          "strategy",
          "maxSurge",
          "maxUnavailable",
          "readyTimeout",
          "minReady",
          "drainTimeout",
          "autoRollback",
          "paused",
          "blueGreen",
          "canary");

  private PolicyReader() {}

  static DriftPolicy drift(Node node) {
    if (node.isAbsent()) {
      return DriftPolicy.REPAIR;
    }
    Keys.check(node, Set.of("policy", "ignore"));
    String word = node.child("policy").text().orElse("repair");
    boolean reports = word.equals("report");
    if (!reports && !word.equals("repair")) {
      node.child("policy").refuse("must be repair or report, was `" + word + "`");
    }
    return new DriftPolicy(
        reports ? DriftPolicy.Mode.REPORT : DriftPolicy.Mode.REPAIR,
        Set.copyOf(node.child("ignore").texts()));
  }

  static Rollout rollout(Node node) {
    if (node.isAbsent()) {
      return Rollout.DEFAULT;
    }
    Keys.check(node, ROLLOUT);
    Optional<IntOrPercent> surge = share(node.child("maxSurge"));
    Optional<IntOrPercent> unavailable = share(node.child("maxUnavailable"));
    Rollout.Strategy strategy = strategy(node, surge.isPresent() || unavailable.isPresent());
    if (isNone(surge) && isNone(unavailable)) {
      node.child("maxUnavailable").refuse("must not be 0 where maxSurge is 0: nothing could move");
    }
    Optional<Duration> patience = patience(node.child("readyTimeout"));
    return new Rollout(
        strategy,
        surge,
        unavailable,
        patience,
        proof(node.child("minReady"), patience.orElse(Rollout.DEFAULT.patience())),
        Quantities.duration(node.child("drainTimeout")),
        node.child("autoRollback").flag().orElse(false),
        StagesReader.of(node, strategy));
  }

  private static Optional<Duration> patience(Node node) {
    Optional<Duration> patience = Quantities.duration(node);
    if (patience.filter(Duration::isZero).isPresent()) {
      node.refuse("must be longer than 0s, or no container could ever be ready");
    }
    return patience;
  }

  private static Optional<Duration> proof(Node node, Duration patience) {
    Optional<Duration> proof = Quantities.duration(node);
    if (proof.filter(time -> time.compareTo(patience) >= 0).isPresent()) {
      node.refuse(
          "must be shorter than readyTimeout ("
              + patience.toSeconds()
              + "s), or no container could ever be ready in time");
    }
    return proof;
  }

  /** Bounds without a strategy mean the only one that heeds them. */
  private static Rollout.Strategy strategy(Node node, boolean isBounded) {
    String word = node.child("strategy").text().orElse(isBounded ? "Rolling" : "Recreate");
    for (Rollout.Strategy strategy : Rollout.Strategy.values()) {
      if (strategy.text().equals(word)) {
        if (isBounded && strategy != Rollout.Strategy.ROLLING) {
          node.child("strategy").refuse("must be Rolling where maxSurge or maxUnavailable is set");
        }
        return strategy;
      }
    }
    node.child("strategy")
        .refuse("must be Recreate, Rolling, BlueGreen or Canary, was `" + word + "`");
    return Rollout.Strategy.RECREATE;
  }

  private static boolean isNone(Optional<IntOrPercent> share) {
    return share.filter(some -> some.amount() == 0).isPresent();
  }

  private static Optional<IntOrPercent> share(Node node) {
    Optional<String> text = node.text();
    Optional<IntOrPercent> share = text.flatMap(IntOrPercent::of);
    if (text.isPresent() && share.isEmpty()) {
      node.refuse("must be a number of replicas or a percentage such as 25%, was " + node.kind());
    }
    return share;
  }
}
