package dev.berth.fleet;

import dev.berth.port.EngineInventory;
import dev.berth.reconcile.deps.LoopVitals;
import dev.berth.reconcile.deps.Residence;
import dev.berth.reconcile.pass.InMemoryStatusStore;
import dev.berth.reconcile.pass.UnplacedApps;
import dev.berth.spec.Placement;
import dev.berth.state.AppStore;
import dev.berth.state.DesiredApp;
import dev.berth.state.EngineSpec;
import dev.berth.state.ResourceStore;
import dev.berth.status.AppStatus;
import dev.berth.status.Condition;
import dev.berth.status.Phase;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The engines that apps lie on, each with a loop of its own: one that is lost stops no other. Knows
 * which loop keeps an app, and wakes it.
 */
public final class Fleet {
  private final AppStore state;
  private final ResourceStore resources;
  private final String usual;
  private final InMemoryStatusStore board = new InMemoryStatusStore();
  private final Strays strays;
  private final SortedMap<String, FleetMember> members = new ConcurrentSkipListMap<>();

  /**
   * Without a member yet.
   *
   * @param usual the engine of apps that say nothing of where they lie
   */
  public Fleet(AppStore state, ResourceStore resources, String usual, InstantSource clock) {
    this.state = state;
    this.resources = resources;
    this.usual = usual;
    this.strays = new Strays(this, state, new UnplacedApps(state, board, clock));
  }

  /** On which all loops post. */
  public InMemoryStatusStore board() {
    return board;
  }

  /** The engine that Berth has without a resource. */
  public void join(EngineMaker.Made made) {
    join(Placement.LOCAL, new FleetMember(Placement.LOCAL, Placement.LOCAL, made));
  }

  void join(String engine, FleetMember member) {
    members.put(engine, member);
  }

  Optional<FleetMember> leave(String engine) {
    return Optional.ofNullable(members.remove(engine));
  }

  Optional<FleetMember> member(String engine) {
    return Optional.ofNullable(members.get(engine));
  }

  Collection<FleetMember> members() {
    return List.copyOf(members.values());
  }

  /**
   * No loop takes anything up; answers whether the passes of now have ended.
   *
   * @param limit for each loop
   */
  public boolean pause(Duration limit) throws InterruptedException {
    boolean hasEnded = true;
    for (FleetMember member : members()) {
      hasEnded &= member.loop().pause(limit);
    }
    return hasEnded;
  }

  /** Reads anew what another Berth may have changed while it led. */
  public void renew() {
    members().forEach(FleetMember::renew);
  }

  /** After a pause: all that is there is looked at anew. */
  public void resume() {
    members().forEach(member -> member.loop().resume());
  }

  /** Another name of the same engine. */
  Optional<String> twin(FleetMember member) {
    return members().stream()
        .filter(other -> other != member && member.id().isPresent())
        .filter(other -> other.id().equals(member.id()))
        .map(FleetMember::name)
        .findFirst();
  }

  /** Of every engine that was declared. */
  SortedMap<String, EngineSpec> declared() {
    SortedMap<String, EngineSpec> declared = new TreeMap<>();
    resources.all(EngineSpec.KIND).forEach(one -> declared.put(one.name(), EngineSpec.of(one)));
    return declared;
  }

  /** The engine of apps that say nothing of where they lie. */
  String usual() {
    return usual;
  }

  /** Name of the engine that an app is to lie on. */
  String engine(DesiredApp app) {
    return app.app().placement().engine().orElse(usual);
  }

  /** Who keeps an app; nobody needs to know an engine for an app to go that never came to be. */
  Optional<FleetMember> home(DesiredApp app) {
    Optional<FleetMember> home = member(engine(app));
    return home.isEmpty() && app.isDeleting() && !isDeclared(engine(app))
        ? member(Placement.LOCAL)
        : home;
  }

  boolean isDeclared(String engine) {
    return resources.find(EngineSpec.KIND, engine).isPresent();
  }

  /** Who keeps an app, for who asks about it; of one that is not there, where it would be. */
  FleetMember of(String app) {
    Optional<DesiredApp> found = state.find(app);
    return found.isEmpty() ? member(usual).orElseGet(this::local) : of(found.get());
  }

  FleetMember of(DesiredApp app) {
    return home(app)
        .orElseThrow(() -> {
          String why = strays.why(app);
          return new EngineInventory.Unavailable(why, new EngineMaker.NotMade(why));
        });
  }

  /** Apps that nobody keeps. */
  Strays strays() {
    return strays;
  }

  FleetMember local() {
    return member(Placement.LOCAL)
        .orElseThrow(() -> new IllegalStateException("the loop has not been made yet"));
  }

  /** Marks an app as worth a look, wherever something of it is. */
  public void wake(String app) {
    Optional<DesiredApp> found = state.find(app);
    Optional<FleetMember> home = found.flatMap(this::home);
    home.or(() -> found.isEmpty() ? member(usual) : Optional.empty())
        .ifPresent(member -> member.loop().wake(app));
    if (home.isEmpty()) {
      found.ifPresent(strays::tell);
    }
    wakeOthers(app, home);
  }

  private void wakeOthers(String app, Optional<FleetMember> home) {
    members().stream()
        .filter(member -> !home.equals(Optional.of(member)) && member.loop().has(app))
        .forEach(member -> member.loop().wake(app));
  }

  /** What an app has left elsewhere may go once it is ready where it is to be. */
  void heard(String app) {
    if (members.size() > 1) {
      wakeOthers(app, state.find(app).flatMap(this::home));
    }
  }

  /** Looks at the apps of an engine, after it came, went, or became another. */
  void wakeAll(String engine) {
    state.all().stream().filter(app -> engine(app).equals(engine)).forEach(app -> wake(app.name()));
  }

  /** What the loop of an engine has to know of others. */
  public Residence residence(String engine, String host, Optional<String> registry) {
    return new FleetResidence(this, engine, host, registry);
  }

  boolean isUsual(String engine) {
    return usual.equals(engine) || (engine.equals(Placement.LOCAL) && member(usual).isEmpty());
  }

  /** Whether an app is where it is to be, as of its newest wish. */
  boolean hasArrived(DesiredApp app) {
    Optional<AppStatus> status =
        board.find(app.name()).filter(s -> s.observedGeneration() == app.generation());
    return status.isPresent()
        && home(app).filter(FleetMember::answers).isPresent()
        && (status.get().condition(Condition.Type.READY).status() == Condition.Verdict.TRUE
            || (app.isStopped() && status.get().phase() == Phase.STOPPED));
  }

  /**
   * Names of apps that are to lie on an engine, and of those that something is left of there; of an
   * engine that is lost nobody can say that.
   */
  public List<String> apps(String engine) {
    Optional<FleetMember> member = member(engine).filter(FleetMember::answers);
    return state.all().stream()
        .filter(app -> engine(app).equals(engine) || member.filter(m -> m.has(app)).isPresent())
        .map(DesiredApp::name)
        .toList();
  }

  /** How the loops are, taken together: nothing is known only where no engine answers. */
  public LoopVitals vitals() {
    List<LoopVitals> all = members().stream().map(m -> m.loop().vitals()).toList();
    return new LoopVitals(
        all.stream().allMatch(one -> one.blindness().isPresent())
            ? all.stream().flatMap(one -> one.blindness().stream()).findFirst()
            : Optional.empty(),
        all.stream().flatMap(one -> one.hasDied().stream()).findFirst(),
        all.stream().flatMap(one -> one.stuck().stream()).toList(),
        all.stream().allMatch(LoopVitals::isMoving));
  }

  /** Why engines are out of reach, by their names. */
  public Map<String, String> lost() {
    Map<String, String> lost = new TreeMap<>();
    members.forEach(
        (name, member) -> member.loop().vitals().blindness().ifPresent(why -> lost.put(name, why)));
    return lost;
  }

  /** Names that wait for a pass. */
  public int depth() {
    return members().stream().mapToInt(member -> member.loop().depth()).sum();
  }
}
