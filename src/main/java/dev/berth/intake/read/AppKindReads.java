package dev.berth.intake.read;

import dev.berth.intake.app.Intake;
import dev.berth.port.StatusStore;
import dev.berth.port.WatchLog;
import dev.berth.spec.validation.LabelSelector;
import dev.berth.state.AppStore;
import dev.berth.state.DesiredApp;
import dev.berth.state.OwnedApp;
import dev.berth.state.SourceInventory;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Apps to be looked up: what is wanted of them, and what is there.
 *
 * @param requested tells of the request at hand which apps it may see
 */
record AppKindReads(
    Intake intake,
    AppStore state,
    StatusStore board,
    WatchLog watchLog,
    SourceInventory sources,
    Supplier<LabelSelector> requested)
    implements KindReads {

  /** One that was just read or written. The version is read first: it is never too new. */
  DeclaredResource.OfApp of(DesiredApp app) {
    return since(app, watchLog.version(DeclaredResource.APP, app.name(), app.resourceVersion()));
  }

  /** One that is gone, as it was. */
  DeclaredResource.OfApp gone(DesiredApp app, long number) {
    return new DeclaredResource.OfApp(app, board.find(app.name()), Optional.empty(), number);
  }

  private Optional<OwnedApp> owner(String app) {
    return sources.owner(app).filter(claim -> !claim.file().isEmpty());
  }

  @Override
  public Optional<DeclaredResource.OfApp> find(String name) {
    long before = watchLog.version(DeclaredResource.APP, name, 0);
    return intake.find(name).map(app -> since(app, before));
  }

  @Override
  public Optional<DeclaredResource.OfApp> findAny(String name) {
    long before = watchLog.version(DeclaredResource.APP, name, 0);
    return state.find(name).map(app -> since(app, before));
  }

  private DeclaredResource.OfApp since(DesiredApp app, long before) {
    return new DeclaredResource.OfApp(
        app, board.find(app.name()), owner(app.name()), Math.max(before, app.resourceVersion()));
  }

  @Override
  public Stream<DeclaredResource.OfApp> all() {
    return intake.all().stream().map(this::of);
  }

  /** Of many apps only those are read that are shown. */
  @Override
  public Optional<Page> part(long number, int limit, String after) {
    List<DesiredApp> apps = intake.part(after, limit + 1);
    List<DeclaredResource> items =
        apps.stream().limit(limit).map(app -> (DeclaredResource) of(app)).toList();
    return Optional.of(
        apps.size() <= limit
            ? new Page(items, number, Optional.empty(), 0)
            : Page.part(items, number, intake.countAfter(items.getLast().name())));
  }

  @Override
  public LabelSelector scope() {
    return requested.get();
  }
}
