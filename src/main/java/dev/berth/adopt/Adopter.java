package dev.berth.adopt;

import static dev.berth.reconcile.deps.EngineAnswers.asking;

import dev.berth.engine.ContainerEngine;
import dev.berth.observe.ContainerView;
import dev.berth.observe.ImageDefaults;
import dev.berth.observe.ImageState;
import dev.berth.observe.ImageView;
import dev.berth.observe.Ownership;
import dev.berth.observe.Snapshot;
import dev.berth.plan.AdoptionPlanner;
import dev.berth.port.AdoptionService;
import dev.berth.port.PlanPreview;
import dev.berth.reconcile.cache.EngineCache;
import dev.berth.reconcile.deps.ReconcilerDeps;
import dev.berth.reconcile.pass.ExternalResourceReader;
import dev.berth.spec.ImageSource;
import dev.berth.spec.Placement;
import dev.berth.spec.Service;
import dev.berth.state.Adoption;
import dev.berth.state.DesiredApp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/** Takes what is on the engine into apps. Looks at the engine as it is, without adopted labels. */
public final class Adopter implements AdoptionService {
  private final ContainerEngine engine;
  private final AdoptionAwareEngine adopted;
  private final EngineCache cache;
  private final String instance;
  private final Orphans orphans;
  private final BiFunction<DesiredApp, Snapshot, PlanPreview.PlanReport> forecast;

  /** What was taken last of each app, for giving it back. */
  private final Map<String, List<Adoption>> taken = new ConcurrentHashMap<>();

  /**
   * Of one loop.
   *
   * @param forecast what it would do if such were there
   */
  public Adopter(
      ReconcilerDeps deps,
      AdoptionAwareEngine adopted,
      EngineCache cache,
      BiFunction<DesiredApp, Snapshot, PlanPreview.PlanReport> forecast) {
    this.forecast = forecast;
    this.engine = adopted.bare();
    this.adopted = adopted;
    this.cache = cache;
    this.instance = deps.state().instance();
    this.orphans = new Orphans(adopted, deps, instance);
  }

  @Override
  public Optional<Proposal> look(Target target) {
    return asking(() -> {
      String app =
          switch (target) {
            case Target.Project project -> project.name();
            case Target.Container container -> container.app();
            case Target.Orphans lost -> lost.app();
            case Target.Stack stack -> stack.name();
          };
      AdoptionPlanner adoptionPlanner =
          new AdoptionPlanner(app, engine.networks(Map.of()), engine.volumes(Map.of()));
      for (ContainerView container : found(target)) {
        adoptionPlanner.add(container, defaults(container));
      }
      return Optional.of(adoptionPlanner)
          .filter(some -> !some.isEmpty())
          .map(some -> new Proposal(app, Placement.LOCAL, some.manifest(), members(some)));
    });
  }

  private static List<Member> members(AdoptionPlanner adoptionPlanner) {
    return adoptionPlanner.places().stream()
        .map(p -> new Member(p.container().id(), p.container().name(), p.service(), p.replica()))
        .toList();
  }

  private List<ContainerView> found(Target target) {
    return switch (target) {
      case Target.Project project ->
          engine.containers(Map.of(AdoptionPlanner.PROJECT, project.name())).stream()
              .filter(this::isFree)
              .filter(c -> !"True".equals(c.labels().get(AdoptionPlanner.ONE_OFF)))
              .toList();
      case Target.Container container ->
          engine.container(container.name()).stream().filter(this::isFree).toList();
      case Target.Orphans lost -> orphans.containersOf(lost.app());
      case Target.Stack stack -> List.of(); // An engine has none: FleetAdoptions asks a Swarm.
    };
  }

  /** Nobody's: neither a Berth's, by its labels, nor this one's, because it was given it. */
  private boolean isFree(ContainerView container) {
    return !container.labels().containsKey(Ownership.INSTANCE)
        && !adopted.isAdopted(Adoption.Kind.CONTAINER, container.id());
  }

  private ImageDefaults defaults(ContainerView container) {
    return engine.image(container.image()).map(ImageView::defaults).orElse(ImageDefaults.NONE);
  }

  @Override
  public List<Difference> differences(Proposal proposal, DesiredApp wanted) {
    return asking(() ->
        AdoptionPlanner.differences(instance, wanted, snapshot(proposal, wanted)).stream()
            .map(finding ->
                new Difference(
                    finding.container().map(ContainerView::name).orElse(""),
                    finding.drift().path(),
                    finding.drift().want(),
                    finding.drift().have(),
                    finding.drift().repair().name().toLowerCase(java.util.Locale.ROOT)))
            .toList());
  }

  @Override
  public PlanPreview.PlanReport plan(Proposal proposal, DesiredApp wanted) {
    return asking(() -> forecast.apply(wanted, snapshot(proposal, wanted)));
  }

  /** What is there as it will be seen once it is taken. */
  private Snapshot snapshot(Proposal proposal, DesiredApp wanted) {
    Snapshot bare =
        new Snapshot(
            List.of(),
            engine.networks(Map.of()),
            engine.volumes(Map.of()),
            images(wanted),
            java.util.Set.of());
    List<ContainerView> containers = new ArrayList<>();
    for (Member member : proposal.members()) {
      SortedMap<String, String> labels =
          AdoptionPlanner.labels(instance, wanted, bare, member.service(), member.replica());
      engine
          .container(member.id())
          .ifPresent(c -> {
            SortedMap<String, String> all = new TreeMap<>(c.labels());
            all.putAll(labels);
            all.put(Ownership.UNNAMED, AdoptionPlanner.unnamed(c));
            containers.add(c.withLabels(all));
          });
    }
    return AdoptionPlanner.owned(instance, wanted, bare)
        .withContainers(containers)
        .with(new ExternalResourceReader(engine).of(wanted.app()));
  }

  private SortedMap<String, ImageState> images(DesiredApp wanted) {
    SortedMap<String, ImageState> images = new TreeMap<>();
    for (Service service : wanted.app().services().values()) {
      if (service.image() instanceof ImageSource.Registry registry) {
        String reference = registry.reference();
        images.put(
            service.name(),
            engine
                .image(reference)
                .<ImageState>map(image -> new ImageState.Present(reference, image))
                .orElse(new ImageState.Missing(reference)));
      }
    }
    return images;
  }

  @Override
  public void take(Proposal proposal, DesiredApp wanted) {
    asking(() -> {
      Snapshot seen = snapshot(proposal, wanted);
      List<Adoption> all = AdoptedThings.of(proposal.app(), seen);
      adopted.add(all);
      taken.put(proposal.app(), all);
      seen.containers().forEach(c -> cache.touched(proposal.app(), c.id()));
      cache.groundTouched(proposal.app());
      return all;
    });
  }

  @Override
  public void giveBack(Proposal proposal) {
    Optional.ofNullable(taken.remove(proposal.app()))
        .ifPresent(all -> all.forEach(thing -> adopted.remove(thing.kind(), thing.id())));
    cache.forget(proposal.app());
  }

  @Override
  public List<String> release(Target.Stack stack, Optional<DesiredApp> app, boolean dryRun) {
    return List.of();
  }

  @Override
  public List<Orphan> orphans() {
    return asking(orphans::all);
  }

  @Override
  public List<Orphan> removeStale(Duration grace) {
    return asking(() -> orphans.removeStale(grace));
  }

  @Override
  public List<Orphan> removable(Optional<String> app, boolean volumes) {
    return asking(() -> orphans.removable(app, volumes));
  }

  @Override
  public List<Orphan> removeOrphans(Optional<String> app, boolean volumes) {
    return asking(() -> orphans.remove(app, volumes));
  }
}
