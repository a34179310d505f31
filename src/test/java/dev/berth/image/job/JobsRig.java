package dev.berth.image.job;

import dev.berth.image.context.ContextStore;
import dev.berth.image.context.Here;
import dev.berth.observe.ImageState;
import dev.berth.port.ImageOperations;
import dev.berth.reconcile.MemoryPins;
import dev.berth.spec.App;
import dev.berth.state.DesiredApp;
import dev.berth.state.secret.Secrets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Pulls and builds over an engine in memory, on this thread, by a clock that the test sets. */
public final class JobsRig {
  public final RegistryEngine engine = new RegistryEngine();
  final ContextStore store;
  private final ImageJobs jobs;
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  /** By how much the clock on the wall has jumped. */
  Duration jump = Duration.ZERO;

  public JobsRig(Path folder) {
    store = new ContextStore(folder);
    jobs =
        new ImageJobs(
            engine,
            store,
            new MemoryPins(),
            Secrets.none(),
            "test",
            this::wall,
            this::nanos,
            new Here(),
            app -> {},
            (app, reason, message) -> {},
            new TagPoller(
                engine, r -> List.of(), (a, s, r, i, w) -> false, (a, r, m) -> {}, this::nanos));
  }

  /** As somebody asks for it by hand. */
  void build(App app, boolean rollout) {
    DesiredApp desired =
        new DesiredApp(
            "1",
            1,
            1,
            0,
            app,
            app,
            wall(),
            Optional.empty(),
            DesiredApp.Halt.GRACEFUL,
            Optional.empty(),
            Optional.empty());
    var unused =
        jobs.requests()
            .build(desired, app.service("shop"), new ImageOperations.Rebuild(true, false, rollout));
  }

  Instant wall() {
    return now.plus(jump);
  }

  private long nanos() {
    return Duration.between(Instant.EPOCH, now).toNanos();
  }

  public void later(Duration time) {
    now = now.plus(time);
  }

  /** One pass of the loop over service {@code shop}. */
  public ImageState pass(App app, long revision) {
    ImageState state = jobs.state(app, app.service("shop"), revision);
    if (state instanceof ImageState.Missing) {
      jobs.obtain(app, app.service("shop"), revision);
      state = jobs.state(app, app.service("shop"), revision);
    }
    jobs.recordImages(app, revision, Map.of("shop", state));
    return state;
  }
}
