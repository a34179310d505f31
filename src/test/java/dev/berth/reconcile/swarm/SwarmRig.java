package dev.berth.reconcile.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.engine.FakeSwarm;
import dev.berth.engine.SwarmEngine;
import dev.berth.reconcile.Rig;
import dev.berth.reconcile.deps.ReconcilerDeps;
import dev.berth.reconcile.deps.Residence;
import dev.berth.reconcile.pass.InMemoryStatusStore;
import dev.berth.reconcile.pass.PassTimeline;
import dev.berth.reconcile.pass.RequestedRepairs;
import dev.berth.state.DesiredApp;
import dev.berth.state.VolumePins;
import dev.berth.state.secret.Secrets;
import dev.berth.status.AppStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A Swarm and a database, over which one Berth after the other lives, all on this thread. */
final class SwarmRig {
  /** More passes than anything takes. */
  private static final int MANY = 200;

  final FakeSwarm swarm = new FakeSwarm();
  final Rig rig;
  final Map<String, String> kept = new HashMap<>();
  private final VolumePins pins = new Pins();

  SwarmRig(Path folder) {
    rig = new Rig(folder);
    rig.secrets = new Kept(kept);
  }

  DesiredApp put(String manifest) {
    return rig.put(manifest);
  }

  Berth berth() {
    return new Berth(swarm);
  }

  /** One process: what it knows dies with it. */
  final class Berth {
    private final ReconcilerDeps deps;
    private final SwarmCache cache;
    private final SwarmPass passes;
    final StackAdopter adopter;
    private final InMemoryStatusStore board = new InMemoryStatusStore();
    private final Map<String, SwarmMemory> memories = new HashMap<>();

    Berth(SwarmEngine manager) {
      deps = rig.deps(rig.engine, adopted -> {}, new Home());
      cache = new SwarmCache(manager, deps.state().instance(), deps.clocks().steady());
      RequestedRepairs repairs = new RequestedRepairs(app -> {});
      SwarmWishes wishes = new SwarmWishes(deps, pins, repairs);
      passes = new SwarmPass(deps, manager, cache, board, wishes, repairs, app -> {});
      adopter =
          new StackAdopter(
              deps,
              manager,
              new SwarmPreview(deps, cache, wishes, app -> SwarmMemory.none(deps)),
              wishes,
              passes::erase);
    }

    /** Passes over all apps until there is nothing more to do, time going by as needed. */
    Berth converge() {
      boolean busy = true;
      for (int count = 0; busy; count++) {
        assertThat(count).as("passes; events: %s", rig.events).isLessThan(MANY);
        busy = false;
        for (DesiredApp app : rig.state.all()) {
          busy |= pass(app).isPresent();
        }
        rig.pass(Duration.ofSeconds(2));
      }
      return this;
    }

    private Optional<Duration> pass(DesiredApp app) {
      SwarmMemory memory = memories.computeIfAbsent(app.name(), name -> SwarmMemory.none(deps));
      PassTimeline timeline = new PassTimeline(deps.clocks(), Optional.empty());
      return deps.residence().isHome(app)
          ? passes.pass(app, memory, timeline)
          : passes.depart(app, memory, timeline);
    }

    AppStatus status(String app) {
      return board.find(app).orElseThrow();
    }
  }

  /** Apps that are placed on no other engine are at home here. */
  private static final class Home implements Residence {
    @Override
    public boolean isHome(DesiredApp desired) {
      return desired.app().placement().engine().filter("elsewhere"::equals).isEmpty();
    }

    @Override
    public boolean mayLeave(DesiredApp desired) {
      return true;
    }
  }

  /** A database that outlives every Berth of a test. */
  private static final class Pins implements VolumePins {
    private final Map<String, Map<String, String>> pins = new HashMap<>();

    @Override
    public Map<String, String> of(String engine, String app) {
      return pins.getOrDefault(app, Map.of());
    }

    @Override
    public void keep(String engine, String app, Map<String, String> nodes) {
      pins.put(app, Map.copyOf(nodes));
    }

    @Override
    public void forget(String app) {
      pins.remove(app);
    }
  }

  /** Secrets that Berth keeps, by name. */
  private record Kept(Map<String, String> texts) implements Secrets {
    @Override
    public Found find(String secret, String key) {
      String text = texts.get(secret);
      return text == null
          ? new Found.Nothing("there is no secret `" + secret + "`")
          : new Found.Value(text);
    }

    @Override
    public String digest(String text) {
      return "%012x".formatted(text.hashCode() & 0xffffffffL);
    }
  }
}
