package dev.berth.plan.swarm;

import dev.berth.observe.Ownership;
import dev.berth.observe.swarm.SwarmService;
import dev.berth.observe.swarm.SwarmSnapshot;
import dev.berth.plan.Drift;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * What of a service differs from what it is to be. It is looked for in the service alone: its tasks
 * are the Swarm's. What nobody said and engines fill in is no difference (seen on Engine 20.10).
 */
public final class SwarmDrift {
  private static final List<String> FILLED_IN =
      List.of(
          "deploy.rollback_config.",
          "Isolation",
          "Runtime",
          "restart.Delay",
          "restart.Window",
          "deploy.labels.");

  private SwarmDrift() {}

  /** What says more than a mark comes first. */
  static List<Drift> of(Map<String, Object> wanted, SwarmService there, SwarmSnapshot seen) {
    SortedMap<String, String> want = SpecFields.of(wanted, seen);
    SortedMap<String, String> have = SpecFields.of(there.spec(), seen);
    TreeSet<String> paths = new TreeSet<>(want.keySet());
    paths.addAll(have.keySet());
    List<Drift> drifts = new ArrayList<>();
    for (String path : paths) {
      String wish = want.getOrDefault(path, "");
      String is = have.getOrDefault(path, "");
      boolean isFilledIn =
          wish.isEmpty() && FILLED_IN.stream().anyMatch(front -> path.startsWith(front));
      if (!wish.equals(is) && !isFilledIn && !SpecFields.isMark(path)) {
        drifts.add(new Drift(path, wish, is, Drift.Repair.UPDATE));
      }
    }
    drifts.sort(Comparator.comparing(drift -> drift.path().contains(Ownership.PREFIX)));
    return drifts;
  }

  /** Why a service is written, in one line. */
  static String cause(List<Drift> drifts) {
    Drift first = drifts.getFirst();
    String more = drifts.size() > 1 ? " (and " + (drifts.size() - 1) + " more)" : "";
    return first.path().equals("replicas") && drifts.size() == 1
        ? "scaled from "
            + (first.have().isEmpty() ? "0" : first.have())
            + " to "
            + (first.want().isEmpty() ? "0" : first.want())
        : first + more;
  }
}
