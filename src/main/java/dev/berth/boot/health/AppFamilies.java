package dev.berth.boot.health;

import dev.berth.status.AppStatus;
import dev.berth.status.Condition;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.CounterMetricFamily;
import io.prometheus.client.GaugeMetricFamily;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The families of one scrape: some ten series an app, three a replica, whatever its containers are
 * called and however often they come and go.
 */
final class AppFamilies {
  private static final List<String> OF_APP = List.of("app");
  private static final List<String> OF_CONTAINER = List.of("app", "service", "replica");

  private final GaugeMetricFamily ready = app("ready", "whether it is ready: 1 or 0");
  private final GaugeMetricFamily phase =
      new GaugeMetricFamily(
          "berth_app_phase", "1 for the phase that it is in", List.of("app", "phase"));
  private final GaugeMetricFamily drifted = app("drifted", "whether something differs: 1 or 0");
  private final GaugeMetricFamily stalled = app("stalled", "whether something is in the way");
  private final GaugeMetricFamily wanted = app("containers_wanted", "containers as declared");
  private final GaugeMetricFamily up = app("containers_ready", "of them those that are ready");
  private final GaugeMetricFamily behind =
      app("generations_behind", "writes that its status does not speak of yet");
  private final GaugeMetricFamily lastReady =
      app("last_ready_timestamp_seconds", "when it was ready last, as far as this run has seen");
  private final GaugeMetricFamily rollout =
      app("rollout_seconds", "from its last change until it was ready");
  private final CounterMetricFamily restarts =
      new CounterMetricFamily(
          "berth_app_restarts", "containers that died and were started", OF_APP);
  private final GaugeMetricFamily running = container("running", "whether it runs: 1 or 0");
  private final GaugeMetricFamily made =
      container("restarts", "restarts since this replica last ran well");
  private final GaugeMetricFamily started =
      container("started_timestamp_seconds", "since when it runs");

  private final Instant now;

  AppFamilies(Instant now) {
    this.now = now;
  }

  private static GaugeMetricFamily app(String name, String help) {
    return new GaugeMetricFamily("berth_app_" + name, help, OF_APP);
  }

  private static GaugeMetricFamily container(String name, String help) {
    return new GaugeMetricFamily("berth_container_" + name, help, OF_CONTAINER);
  }

  List<MetricFamilySamples> all() {
    return List.of(
        ready, phase, drifted, stalled, wanted, up, behind, lastReady, rollout, restarts, running,
        made, started);
  }

  /** Adds an app. */
  void add(String name, AppStatus status) {
    List<String> app = List.of(name);
    ready.addMetric(app, number(status.isReady()));
    phase.addMetric(List.of(name, status.phase().text()), 1);
    drifted.addMetric(
        app, number(status.condition(Condition.Type.DRIFTED).status() == Condition.Verdict.TRUE));
    stalled.addMetric(app, number(status.isStalled()));
    wanted.addMetric(
        app, status.services().values().stream().mapToInt(AppStatus.ServiceStatus::desired).sum());
    up.addMetric(
        app, status.services().values().stream().mapToInt(AppStatus.ServiceStatus::ready).sum());
    status.services().forEach((service, found) -> replicas(name, service, found));
  }

  /** Adds how far its status is behind. */
  void behind(String name, long generations) {
    behind.addMetric(List.of(name), (double) Math.max(0, generations));
  }

  /** Adds what was seen of an app over time. */
  void add(String name, AppHistory.Seen seen) {
    List<String> app = List.of(name);
    restarts.addMetric(app, (double) seen.restarts());
    seen.lastReady().ifPresent(at -> lastReady.addMetric(app, seconds(seen.isReady() ? now : at)));
    seen.rollout().ifPresent(took -> rollout.addMetric(app, took.toMillis() / 1000.0));
  }

  /** During an update a replica may be there twice: the newer one counts. */
  private void replicas(String app, String service, AppStatus.ServiceStatus status) {
    Map<Integer, AppStatus.Container> newest = new TreeMap<>();
    status
        .containers()
        .forEach(c ->
            newest.merge(
                c.replica(), c, (one, other) -> AGE.compare(one, other) >= 0 ? one : other));
    newest.forEach((replica, c) -> {
      List<String> labels = List.of(app, service, String.valueOf(replica));
      boolean isRunning = c.state().equals("running");
      running.addMetric(labels, number(isRunning));
      made.addMetric(labels, c.restarts());
      c.startedAt().filter(at -> isRunning).ifPresent(at -> started.addMetric(labels, seconds(at)));
    });
  }

  private static final Comparator<AppStatus.Container> AGE =
      Comparator.comparingLong(AppStatus.Container::revision)
          .thenComparing(c -> c.startedAt().orElse(Instant.EPOCH));

  private static double number(boolean holds) {
    return holds ? 1 : 0;
  }

  private static double seconds(Instant at) {
    return Duration.between(Instant.EPOCH, at).toMillis() / 1000.0;
  }
}
