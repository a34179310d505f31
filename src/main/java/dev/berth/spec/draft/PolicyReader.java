package dev.berth.spec.draft;

import dev.berth.spec.DriftPolicy;
import dev.berth.spec.Rollout;
import java.util.Map;
import java.util.Set;

/** Reads what an app says of how it is kept. */
final class PolicyReader {
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
    Keys.check(
        node,
        Set.of("readyTimeout", "strategy"),
        Map.of(
            "maxSurge", "`maxSurge` is not supported yet",
            "maxUnavailable", "`maxUnavailable` is not supported yet",
            "autoRollback", "`autoRollback` is not supported yet"));
    String strategy = node.child("strategy").text().orElse("Recreate");
    if (!strategy.equals("Recreate")) {
      node.child("strategy").refuse("must be Recreate, others are not supported yet");
    }
    return new Rollout(Quantities.duration(node.child("readyTimeout")));
  }
}
