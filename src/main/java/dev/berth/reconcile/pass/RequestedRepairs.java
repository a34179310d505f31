package dev.berth.reconcile.pass;

import dev.berth.plan.DriftDetector;
import dev.berth.port.DriftRepairs;
import dev.berth.spec.App;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Drift that somebody wants mended though the app's policy only reports it: paths by app, each
 * until nothing differs there any more. What differs there later is another matter.
 */
public final class RequestedRepairs implements DriftRepairs {
  private final Map<String, Set<String>> open = new ConcurrentHashMap<>();
  private final Consumer<String> wake;

  /** {@code wake} marks an app of which something is asked. */
  public RequestedRepairs(Consumer<String> wake) {
    this.wake = wake;
  }

  @Override
  public void repair(String app, Set<String> paths) {
    if (!paths.isEmpty()) {
      open.merge(app, Set.copyOf(paths), RequestedRepairs::union);
      wake.accept(app);
    }
  }

  @Override
  public boolean isRepairing(String app) {
    return open.containsKey(app);
  }

  /** An app with what is to be mended of it. */
  public App laidOver(App app) {
    Set<String> paths = open.getOrDefault(app.name(), Set.of());
    return paths.isEmpty() ? app : app.withDrift(app.drift().mending(paths));
  }

  /** Learns what differs now. */
  void found(String app, List<DriftDetector.Finding> findings) {
    found(app, findings.stream().map(f -> f.drift().path()).collect(Collectors.toSet()));
  }

  /** Likewise, by its paths. */
  public void found(String app, Set<String> there) {
    open.computeIfPresent(
        app,
        (name, paths) -> {
          Set<String> left = new HashSet<>(paths);
          left.retainAll(there);
          return left.isEmpty() ? null : Set.copyOf(left);
        });
  }

  private static Set<String> union(Set<String> one, Set<String> other) {
    Set<String> all = new HashSet<>(one);
    all.addAll(other);
    return Set.copyOf(all);
  }
}
