package dev.berth.query;

import static dev.berth.reconcile.deps.EngineAnswers.asking;

import dev.berth.engine.EngineException;
import dev.berth.engine.EngineInfo;
import dev.berth.observe.ContainerView;
import dev.berth.observe.ImageView;
import dev.berth.observe.Ownership;
import dev.berth.port.LogLine;
import dev.berth.port.StatusStore;
import dev.berth.reconcile.cache.EngineCache;
import dev.berth.reconcile.deps.LoopInventory;
import dev.berth.reconcile.deps.ReconcilerDeps;
import dev.berth.spec.Port;
import dev.berth.state.DesiredApp;
import dev.berth.status.AppStatus;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Looks at the engine for people who ask. */
public final class InventoryReader implements LoopInventory {
  private final ReconcilerDeps deps;
  private final String instance;
  private final StatusStore board;
  private final EngineCache cache;

  public InventoryReader(
      ReconcilerDeps deps, EngineCache cache, String instance, StatusStore board) {
    this.cache = cache;
    this.deps = deps;
    this.instance = instance;
    this.board = board;
  }

  /** The same for volumes and networks. */
  public StorageReader storage() {
    return new StorageReader(deps.engine(), instance);
  }

  @Override
  public UsageReader usage() {
    return new UsageReader(UsageReader.Running.of(cache, deps.engine()), deps.clock());
  }

  @Override
  public ExecReader exec() {
    return new ExecReader(deps.engine(), instance);
  }

  @Override
  public List<ContainerReport> containers(boolean unmanaged) {
    Map<String, String> labels = unmanaged ? Map.of() : Map.of(Ownership.INSTANCE, instance);
    return asking(() -> deps.engine().containers(labels)).stream().map(this::report).toList();
  }

  @Override
  public List<ContainerReport> heard() {
    return asking(() ->
        cache.apps().stream()
            .flatMap(app -> cache.look(app).containers().stream())
            .sorted(Comparator.comparing(ContainerView::name))
            .map(this::report)
            .toList());
  }

  private ContainerReport report(ContainerView container) {
    Optional<Ownership> owner =
        container.owner().filter(found -> found.instance().equals(instance));
    return new ContainerReport(
        container.id(),
        container.name(),
        owner.map(Ownership::app),
        owner.map(Ownership::service),
        image(container),
        word(container.life().state()),
        word(container.life().health()),
        container.ports().stream().map(InventoryReader::text).toList(),
        container.createdAt());
  }

  /** As the app names it: containers are made by the id, which nobody knows it by. */
  private String image(ContainerView container) {
    String made = container.imageReference();
    if (!made.equals(container.image())) {
      return made;
    }
    return container
        .owner()
        .flatMap(owner -> board.find(owner.app()).map(app -> app.services().get(owner.service())))
        .flatMap(AppStatus.ServiceStatus::image)
        .filter(named -> named.id().equals(made))
        .map(AppStatus.Image::reference)
        .orElse("sha256:" + ImageView.shortId(made));
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** As {@code docker ps} prints ports. */
  private static String text(Port port) {
    String published =
        port.published()
            .map(range -> port.address().orElse("0.0.0.0") + ":" + range + "->")
            .orElse("");
    return published + port.target() + "/" + word(port.protocol());
  }

  @Override
  public List<ImageReport> images() {
    List<ContainerView> containers = asking(() -> deps.engine().containers(Map.of()));
    return asking(deps.engine()::images).stream()
        .map(image -> ImageReports.of(image, containers, instance))
        .toList();
  }

  @Override
  public SystemReport system() {
    List<DesiredApp> apps = deps.state().all();
    SortedMap<String, Integer> phases = new TreeMap<>();
    for (DesiredApp app : apps) {
      String phase = board.find(app.name()).map(status -> status.phase().text()).orElse("Pending");
      phases.merge(phase, 1, Integer::sum);
    }
    try {
      EngineInfo info = deps.engine().info();
      List<ContainerView> own = deps.engine().containers(Map.of(Ownership.INSTANCE, instance));
      return new SystemReport(
          instance,
          Optional.of(report(info)),
          apps.size(),
          own.size(),
          orphans(own, apps),
          phases,
          volumes(),
          notices(orphans(own, apps)));
    } catch (EngineException e) {
      return new SystemReport(
          instance, Optional.empty(), apps.size(), 0, List.of(), phases, List.of(), List.of());
    }
  }

  private List<Notice> notices(List<String> orphans) {
    Optional<Notice> lost =
        deps.state()
            .memoryLost()
            .filter(since -> !orphans.isEmpty())
            .map(since ->
                new Notice(
                    "MemoryLost",
                    "the database began anew at "
                        + since
                        + ", and "
                        + orphans.size()
                        + " of the containers with this Berth's mark belong to no app it knows;"
                        + " they are left alone: bring the database back with `bin/berth restore"
                        + " --force FILE`, apply their apps again, or take them with POST"
                        + " /v1/system/orphans/adopt"));
    return lost.stream().toList();
  }

  private List<VolumeReport> volumes() {
    return deps.engine().volumes(Map.of(Ownership.INSTANCE, instance)).stream()
        .map(volume -> report(volume.name(), volume.labels()))
        .toList();
  }

  private static VolumeReport report(String name, Map<String, String> labels) {
    return new VolumeReport(
        name,
        labels.getOrDefault(Ownership.APP, ""),
        Optional.ofNullable(labels.get(Ownership.VOLUME)),
        Optional.ofNullable(labels.get(Ownership.SERVICE)),
        Optional.ofNullable(labels.get(Ownership.REPLICA)),
        Optional.ofNullable(labels.get(Ownership.TARGET)));
  }

  private static List<String> orphans(List<ContainerView> own, List<DesiredApp> apps) {
    Set<String> known = apps.stream().map(DesiredApp::name).collect(Collectors.toSet());
    return own.stream()
        .filter(c -> c.owner().filter(owner -> known.contains(owner.app())).isEmpty())
        .map(ContainerView::name)
        .toList();
  }

  private EngineReport report(EngineInfo info) {
    return new EngineReport(
        info.name(),
        info.version(),
        info.apiVersion(),
        info.operatingSystem(),
        info.cpus(),
        info.memoryBytes(),
        info.time().map(time -> Duration.between(deps.clock().instant(), time)),
        info.warnings());
  }

  @Override
  public List<LogLine> logs(String app, LogPart part) {
    Map<String, String> labels = Map.of(Ownership.INSTANCE, instance, Ownership.APP, app);
    return asking(() ->
        new LogBlock(part)
            .read(
                LogFollower.asked(deps.engine(), labels, part.service(), part.replica()).stream()
                    .map(container -> new LogBlock.OfContainer(deps.engine(), container))
                    .toList()));
  }

  @Override
  public AutoCloseable logs(String app, LogQuery query, LogSink sink) {
    LogFollower follower =
        new LogFollower(
            deps.engine(), Map.of(Ownership.INSTANCE, instance, Ownership.APP, app), query, sink);
    try {
      return asking(() -> follower.begin(board, app));
    } catch (RuntimeException e) {
      follower.close(); // What has begun already would never end.
      throw e;
    }
  }
}
