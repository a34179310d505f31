package dev.berth.intake.read;

import dev.berth.intake.app.Intake;
import dev.berth.intake.resource.ResourceIntake;
import dev.berth.intake.resource.ResourceKind;
import dev.berth.port.StatusStore;
import dev.berth.port.WatchLog;
import dev.berth.spec.validation.LabelSelector;
import dev.berth.state.AppStore;
import dev.berth.state.DesiredApp;
import dev.berth.state.OwnedApp;
import dev.berth.state.Resource;
import dev.berth.state.SourceInventory;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Everything declared, of every kind, to be looked up, listed and followed. */
public final class ResourceQueries {
  private final Intake intake;
  private final AppStore state;
  private final ResourceIntake resourceIntake;
  private final StatusStore board;
  private final WatchLog watchLog;
  private final SourceInventory sources;
  private final Supplier<LabelSelector> scope;

  /**
   * Over the way in, which shows a request what it may see, and over all that is behind it.
   *
   * @param scope tells of the request at hand which apps it may see
   */
  public ResourceQueries(
      Intake intake,
      AppStore state,
      ResourceIntake resourceIntake,
      StatusStore board,
      WatchLog watchLog,
      SourceInventory sources,
      Supplier<LabelSelector> scope) {
    this.sources = sources;
    this.scope = scope;
    this.intake = intake;
    this.state = state;
    this.resourceIntake = resourceIntake;
    this.board = board;
    this.watchLog = watchLog;
  }

  private Optional<OwnedApp> owner(String app) {
    return sources.owner(app).filter(claim -> !claim.file().isEmpty());
  }

  /** Number of the last change. */
  public long now() {
    return watchLog.now();
  }

  /** An app that was just read or written. The version is read first: it is never too new. */
  public DeclaredResource.OfApp of(DesiredApp app) {
    long version = watchLog.version(DeclaredResource.APP, app.name(), app.resourceVersion());
    return new DeclaredResource.OfApp(app, board.find(app.name()), owner(app.name()), version);
  }

  public DeclaredResource.OfResource of(ResourceKind kind, Resource resource) {
    long version = watchLog.version(kind.name(), resource.name(), resource.resourceVersion());
    return new DeclaredResource.OfResource(kind, resource, version);
  }

  public Optional<DeclaredResource> find(String kind, String name) {
    return find(kind, name, intake::find);
  }

  /** Whoever may see it: for those who look at its labels themselves. */
  Optional<DeclaredResource> findAny(String kind, String name) {
    return find(kind, name, state::find);
  }

  private Optional<DeclaredResource> find(
      String kind, String name, Function<String, Optional<DesiredApp>> apps) {
    long before = watchLog.version(kind, name, 0);
    if (kind.equals(DeclaredResource.APP)) {
      return apps.apply(name)
          .map(app ->
              new DeclaredResource.OfApp(
                  app, board.find(name), owner(name), Math.max(before, app.resourceVersion())));
    }
    return resourceIntake
        .kind(kind)
        .flatMap(type -> resourceIntake.find(type, name).map(found -> of(type, found)));
  }

  /** What is wanted of a kind, a part at a time. */
  public Page list(String kind, ResourceFilter resourceFilter, int limit, Optional<String> after) {
    long number = watchLog.now();
    boolean isAll =
        resourceFilter.name().isEmpty()
            && resourceFilter.selector().equals(LabelSelector.EVERYTHING);
    if (kind.equals(DeclaredResource.APP) && isAll && limit > 0) {
      return part(number, limit, after.orElse(""));
    }
    List<DeclaredResource> all =
        all(kind, resourceFilter).filter(d -> resourceFilter.meets(d.name(), d.labels())).toList();
    return Page.of(all, number, limit, after);
  }

  /** Of many apps only those are read that are shown. */
  private Page part(long number, int limit, String after) {
    List<DesiredApp> apps = intake.part(after, limit + 1);
    List<DeclaredResource> items =
        apps.stream().limit(limit).map(app -> (DeclaredResource) this.of(app)).toList();
    return apps.size() <= limit
        ? new Page(items, number, Optional.empty(), 0)
        : Page.part(items, number, intake.countAfter(items.getLast().name()));
  }

  private Stream<DeclaredResource> all(String kind, ResourceFilter resourceFilter) {
    if (resourceFilter.name().isPresent()) {
      return find(kind, resourceFilter.name().get()).stream();
    }
    if (kind.equals(DeclaredResource.APP)) {
      return intake.all().stream().map(this::of);
    }
    return resourceIntake.kind(kind).stream()
        .flatMap(type -> resourceIntake.all(type).stream().map(found -> of(type, found)));
  }

  /** The same, held to what the request at hand may see; to be asked while it is at hand. */
  public ResourceFilter within(String kind, ResourceFilter resourceFilter) {
    return kind.equals(DeclaredResource.APP)
        ? new ResourceFilter(resourceFilter.name(), resourceFilter.selector(), scope.get())
        : resourceFilter;
  }

  /**
   * Follows what is wanted of a kind from a number on.
   *
   * @throws WatchLog.Gone if not all changes since then are known
   */
  public Follower follow(String kind, ResourceFilter resourceFilter, long after) {
    return new Follower(this, watchLog, kind, resourceFilter, after);
  }

  DeclaredResource remains(WatchLog.Remains remains, long number) {
    return switch (remains) {
      case WatchLog.Remains.OfApp gone ->
          new DeclaredResource.OfApp(
              gone.app(), board.find(gone.app().name()), Optional.empty(), number);
      case WatchLog.Remains.OfResource gone ->
          new DeclaredResource.OfResource(
              resourceIntake.kind(gone.resource().kind()).orElseThrow(), gone.resource(), number);
    };
  }
}
