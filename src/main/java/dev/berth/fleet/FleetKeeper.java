package dev.berth.fleet;

import dev.berth.port.EngineSights;
import dev.berth.spec.Placement;
import dev.berth.state.EngineSpec;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Makes a loop for every engine that is declared, ends those of engines that are no more, and looks
 * how each engine is. All of it goes on by itself: no request waits for an engine.
 */
public final class FleetKeeper implements EngineSights, AutoCloseable {
  private static final Logger LOG = System.getLogger(FleetKeeper.class.getName());
  private static final Duration TICK = Duration.ofSeconds(2);
  private static final Duration LAST_PASSES = Duration.ofSeconds(5);

  private final Fleet fleet;
  private final EngineMaker maker;
  private final ExecutorService threads;
  private final InstantSource clock;
  private final Consumer<String> news;
  private final BooleanSupplier acts;
  private final LinkedBlockingQueue<String> pokes = new LinkedBlockingQueue<>();

  /** Those that have not said yet who they are: their loops wait. */
  private final Map<String, FleetMember> coming = new ConcurrentHashMap<>();

  /** What is known of those that no loop is there for. */
  private final Map<String, Sight> notMade = new ConcurrentHashMap<>();

  private volatile boolean isClosed;

  /**
   * Over what was joined to a fleet.
   *
   * @param news hears of engines whose state is another
   * @param acts whether this Berth is the one that keeps engines; while it is not, nothing begins
   */
  public FleetKeeper(
      Fleet fleet,
      EngineMaker maker,
      ExecutorService threads,
      InstantSource clock,
      Consumer<String> news,
      BooleanSupplier acts) {
    this.fleet = fleet;
    this.maker = maker;
    this.threads = threads;
    this.clock = clock;
    this.news = news;
    this.acts = acts;
  }

  /** Begins; apps hear at once where they lie. */
  public void start() {
    fleet
        .board()
        .subscribe((app, status) -> {
          if (!isClosed) {
            threads.execute(() -> fleet.heard(app));
          }
        });
    threads.execute(this::run);
  }

  private void run() {
    try {
      tend();
      fleet.strays().all().forEach(fleet::wake);
      while (!isClosed) {
        String poked = pokes.poll(TICK.toMillis(), TimeUnit.MILLISECONDS);
        tend();
        if (poked != null) {
          fleet.wakeAll(poked);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whatever fails is tried again at the next round. */
  private void tend() throws InterruptedException {
    if (!acts.getAsBoolean()) {
      return;
    }
    try {
      Map<String, EngineSpec> declared = fleet.declared();
      leave(declared.keySet());
      for (EngineSpec spec : declared.values()) {
        tend(spec);
      }
      coming.values().forEach(member -> threads.execute(() -> arrive(member)));
      fleet.members().forEach(member -> threads.execute(() -> look(member)));
      fleet.members().forEach(member -> threads.execute(() -> member.lookAtNodes(clock.instant())));
    } catch (RuntimeException e) {
      LOG.log(isClosed ? Level.DEBUG : Level.WARNING, "engines are looked at again later: {0}", e);
    }
  }

  private void leave(Set<String> declared) throws InterruptedException {
    Set<String> kept = new TreeSet<>(coming.keySet());
    fleet.members().stream().filter(one -> !isLocal(one)).forEach(one -> kept.add(one.name()));
    kept.removeAll(declared);
    for (String gone : kept) {
      end(gone, Sight.NONE);
    }
    notMade.keySet().retainAll(declared);
  }

  private void look(FleetMember member) {
    Sight before = member.sight();
    member.look(clock.instant());
    if (before.isReachable() != member.sight().isReachable()) {
      news.accept(member.name());
    }
  }

  private void tend(EngineSpec spec) throws InterruptedException {
    if (spec.suspend()) {
      end(spec.name(), Sight.NONE.lost("it is left alone: spec.suspend"));
      return;
    }
    Optional<FleetMember> member =
        fleet.member(spec.name()).or(() -> Optional.ofNullable(coming.get(spec.name())));
    Optional<String> twin = fleet.member(spec.name()).flatMap(fleet::twin);
    if (twin.isPresent()) {
      end(spec.name(), Sight.NONE.lost(sameAs(twin.get())));
      return;
    }
    try {
      Object key = List.of(spec, maker.surroundings(spec));
      if (member.filter(m -> m.key().equals(key)).isEmpty()) {
        end(spec.name(), Sight.NONE);
        begin(spec, key);
      }
    } catch (EngineMaker.NotMade e) {
      end(spec.name(), Sight.NONE.lost(e.why()));
    }
  }

  private void begin(EngineSpec spec, Object key) {
    EngineMaker.Made made =
        maker.make(spec, fleet.residence(spec.name(), spec.machine(), spec.registry()));
    coming.put(spec.name(), new FleetMember(spec.name(), key, made));
  }

  /** Two loops over one engine would each take away what the other makes. */
  private void arrive(FleetMember member) {
    Sight before = member.sight();
    FleetMember local = fleet.local();
    if (local.id().isEmpty()) {
      local.identify(clock.instant());
    }
    member.identify(clock.instant());
    if (!member.sight().equals(before)) {
      news.accept(member.name());
    }
    if (member.sight().isReachable() && fleet.twin(member).isEmpty()) {
      join(member);
    }
  }

  private synchronized void join(FleetMember member) {
    if (!isClosed && acts.getAsBoolean() && coming.remove(member.name(), member)) {
      fleet.join(member.name(), member);
      member.loop().start();
      LOG.log(Level.INFO, "engine={0} is kept", member.name());
      fleet.wakeAll(member.name());
    }
  }

  private static String sameAs(String other) {
    return "spec.host is the same engine as `" + other + "`: place apps on that one";
  }

  private static boolean isLocal(FleetMember member) {
    return member.name().equals(Placement.LOCAL);
  }

  private void end(String engine, Sight sight) throws InterruptedException {
    boolean isNews = !sight.equals(notMade.put(engine, sight));
    Optional<FleetMember> gone = fleet.leave(engine);
    Optional.ofNullable(coming.remove(engine)).ifPresent(FleetMember::discard);
    if (gone.isPresent()) {
      gone.get().end(LAST_PASSES);
      LOG.log(Level.INFO, "engine={0} is kept no more", engine);
    }
    if (isNews || gone.isPresent()) {
      fleet.wakeAll(engine);
      news.accept(engine);
    }
  }

  @Override
  public Sight of(String engine) {
    return fleet
        .member(engine)
        .or(() -> Optional.ofNullable(coming.get(engine)))
        .map(this::sight)
        .orElseGet(() -> notMade.getOrDefault(engine, Sight.NONE));
  }

  /** One that waits for ever says why. */
  private Sight sight(FleetMember member) {
    Optional<String> twin = fleet.twin(member).filter(name -> coming.containsValue(member));
    return twin.map(name -> member.sight().lost(sameAs(name))).orElseGet(member::sight);
  }

  @Override
  public List<String> apps(String engine) {
    return fleet.apps(engine);
  }

  @Override
  public void changed(String engine) {
    boolean unused = pokes.offer(engine);
  }

  @Override
  public void close() throws InterruptedException {
    isClosed = true;
    boolean unused = pokes.offer("");
    for (FleetMember member : fleet.members()) {
      if (!isLocal(member)) {
        member.end(LAST_PASSES);
      }
    }
  }
}
