package dev.berth.reconcile.pass;

import dev.berth.engine.EngineEvent;
import dev.berth.observe.ContainerView;
import dev.berth.plan.DriftDetector;
import dev.berth.status.DriftReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The drift of one app from pass to pass: since when, and by what. Used by one pass at a time. */
final class DriftTracker {
  private volatile Map<String, DriftReport> known = Map.of();

  /** As of the last pass. */
  List<DriftReport> all() {
    return List.copyOf(known.values());
  }

  /**
   * Learns what a look found.
   *
   * @param touched the last event that may have done it, by what it names
   * @return what was not there at the look before
   */
  List<DriftReport> update(
      List<DriftDetector.Finding> findings,
      Function<String, Optional<EngineEvent>> touched,
      Instant now) {
    Map<String, DriftReport> seen = new HashMap<>();
    List<DriftReport> fresh = new ArrayList<>();
    for (DriftDetector.Finding finding : findings) {
      String key = key(finding);
      DriftReport before = known.get(key);
      DriftReport report = before == null ? report(finding, touched, now) : before;
      if (seen.put(key, report) == null && before == null) {
        fresh.add(report);
      }
    }
    known = Map.copyOf(seen);
    return fresh;
  }

  private static String key(DriftDetector.Finding finding) {
    return finding.container().map(ContainerView::id).orElse(finding.thing())
        + " "
        + finding.drift();
  }

  private static DriftReport report(
      DriftDetector.Finding finding, Function<String, Optional<EngineEvent>> touched, Instant now) {
    Optional<EngineEvent> event = touched.apply(finding.thing());
    return new DriftReport(
        Optional.of(finding.service()).filter(name -> !name.isEmpty()),
        finding.container().map(ContainerView::name),
        finding.drift().path(),
        finding.drift().want(),
        finding.drift().have(),
        event.map(EngineEvent::time).orElse(now),
        event.map(e -> e.subject().name().toLowerCase(Locale.ROOT) + " " + e.action()),
        finding.drift().repair().name().toLowerCase(Locale.ROOT));
  }
}
