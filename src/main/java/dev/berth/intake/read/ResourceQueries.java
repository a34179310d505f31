package dev.berth.intake.read;

import dev.berth.intake.app.Intake;
import dev.berth.intake.resource.ResourceIntake;
import dev.berth.intake.resource.ResourceKind;
import dev.berth.port.StatusStore;
import dev.berth.port.WatchLog;
import dev.berth.spec.validation.LabelSelector;
import dev.berth.state.AppStore;
import dev.berth.state.DesiredApp;
import dev.berth.state.Resource;
import dev.berth.state.SourceInventory;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Everything declared, of every kind, to be looked up, listed and followed. */
public final class ResourceQueries {
  private final AppKindReads apps;
  private final ResourceIntake resourceIntake;
  private final WatchLog watchLog;

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
    this.apps = new AppKindReads(intake, state, board, watchLog, sources, scope);
    this.resourceIntake = resourceIntake;
    this.watchLog = watchLog;
  }

  /** The one place where apps are told from what is declared beside them. */
  private Optional<KindReads> reads(String kind) {
    return kind.equals(DeclaredResource.APP)
        ? Optional.of(apps)
        : resourceIntake.kind(kind).map(this::reads);
  }

  private OtherKindReads reads(ResourceKind kind) {
    return new OtherKindReads(kind, resourceIntake, watchLog);
  }

  /** Number of the last change. */
  public long now() {
    return watchLog.now();
  }

  /** An app that was just read or written. */
  public DeclaredResource.OfApp of(DesiredApp app) {
    return apps.of(app);
  }

  /** A resource that was just read or written. */
  public DeclaredResource.OfResource of(ResourceKind kind, Resource resource) {
    return reads(kind).of(resource);
  }

  public Optional<DeclaredResource> find(String kind, String name) {
    return reads(kind).flatMap(of -> of.find(name));
  }

  /** Whoever may see it: for those who look at its labels themselves. */
  Optional<DeclaredResource> findAny(String kind, String name) {
    return reads(kind).flatMap(of -> of.findAny(name));
  }

  /** What is wanted of a kind, a part at a time. */
  public Page list(String kind, ResourceFilter resourceFilter, int limit, Optional<String> after) {
    long number = watchLog.now();
    boolean isAll =
        resourceFilter.name().isEmpty()
            && resourceFilter.selector().equals(LabelSelector.EVERYTHING);
    Optional<Page> part =
        isAll && limit > 0
            ? reads(kind).flatMap(of -> of.part(number, limit, after.orElse("")))
            : Optional.empty();
    return part.orElseGet(
        () -> Page.of(meant(kind, resourceFilter).toList(), number, limit, after));
  }

  /** Likewise of those only that something more holds for. */
  public Page list(
      String kind,
      ResourceFilter resourceFilter,
      Predicate<DeclaredResource> more,
      int limit,
      Optional<String> after) {
    long number = watchLog.now();
    return Page.of(meant(kind, resourceFilter).filter(more).toList(), number, limit, after);
  }

  private Stream<DeclaredResource> meant(String kind, ResourceFilter resourceFilter) {
    return all(kind, resourceFilter).filter(d -> resourceFilter.meets(d.name(), d.labels()));
  }

  private Stream<DeclaredResource> all(String kind, ResourceFilter resourceFilter) {
    return resourceFilter.name().isPresent()
        ? find(kind, resourceFilter.name().get()).stream()
        : reads(kind).stream().flatMap(KindReads::all);
  }

  /** The same, held to what the request at hand may see; to be asked while it is at hand. */
  public ResourceFilter within(String kind, ResourceFilter resourceFilter) {
    LabelSelector seen = reads(kind).map(KindReads::scope).orElse(LabelSelector.EVERYTHING);
    return seen.equals(LabelSelector.EVERYTHING)
        ? resourceFilter
        : new ResourceFilter(resourceFilter.name(), resourceFilter.selector(), seen);
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
      case WatchLog.Remains.OfApp gone -> apps.gone(gone.app(), number);
      case WatchLog.Remains.OfResource gone ->
          new DeclaredResource.OfResource(
              resourceIntake.kind(gone.resource().kind()).orElseThrow(), gone.resource(), number);
    };
  }
}
