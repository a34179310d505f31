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
import java.util.regex.Pattern;

/**
 * What of a service differs from what it is to be. It is looked for in the service alone: its tasks
 * are the Swarm's. What nobody said and engines fill in is no difference (seen on Engine 20.10).
 */
public final class SwarmDrift {
  private static final String PLACEMENT = "deploy.placement.";

  private static final List<String> FILLED_IN =
      List.of(
          "deploy.rollback_config.",
          "Isolation",
          "Runtime",
          "restart.Delay",
          "restart.Window",
          "deploy.placement.Platforms",
          "labels.com.docker.stack.",
          "deploy.labels.");

  /** What is meant where nothing is said; engines do not write it down. */
  private static final Map<String, String> MEANT =
      Map.of(
          "restart.Condition", "any",
          "deploy.endpoint_mode", "vip",
          "deploy.update_config.Parallelism", "1",
          "deploy.update_config.FailureAction", "pause",
          "deploy.update_config.Order", "stop-first");

  /** Of volumes: it counts when one is made, and for none that is there. */
  private static final Pattern OF_MAKING =
      Pattern.compile("volumes\\..*\\.VolumeOptions\\.Labels\\..*");

  /** Fields that make no task anew. */
  private static final List<String> OF_SERVICE =
      List.of(
          "deploy.labels.",
          "replicas",
          "deploy.update_config.",
          "deploy.rollback_config.",
          "deploy.endpoint_mode",
          PLACEMENT,
          "Mode.");

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
      boolean isSilent = wish.isEmpty() ? isFilledIn(path) : is.isEmpty() && isMeant(path, wish);
      if (!wish.equals(is) && !isSilent && !SpecFields.isMark(path)) {
        drifts.add(new Drift(SpecWords.of(path), wish, is, Drift.Repair.UPDATE));
      }
    }
    drifts.sort(Comparator.comparing(drift -> drift.path().contains(Ownership.PREFIX)));
    return drifts;
  }

  private static boolean isFilledIn(String path) {
    return FILLED_IN.stream().anyMatch(path::startsWith) || OF_MAKING.matcher(path).matches();
  }

  private static boolean isMeant(String path, String wish) {
    return wish.equals(MEANT.get(path));
  }

  /** Whether tasks would be made anew, for more than Berth's own labels. */
  static boolean remakesTasks(Map<String, Object> wanted, SwarmService there, SwarmSnapshot seen) {
    return of(wanted, there, seen).stream()
        .map(Drift::path)
        .filter(path -> OF_SERVICE.stream().noneMatch(path::startsWith))
        .anyMatch(path -> !path.equals("labels." + Ownership.FINGERPRINT));
  }

  /** Whether other nodes will do than before. */
  static boolean replaces(Map<String, Object> wanted, SwarmService there, SwarmSnapshot seen) {
    return of(wanted, there, seen).stream().anyMatch(one -> one.path().startsWith(PLACEMENT));
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
