package dev.berth.plan.swarm;

import dev.berth.observe.ImageState;
import dev.berth.observe.swarm.SwarmObject;
import dev.berth.observe.swarm.SwarmService;
import dev.berth.plan.Action;
import dev.berth.plan.Drift;
import dev.berth.plan.Plan;
import dev.berth.plan.Step;
import dev.berth.plan.SwarmAction;
import dev.berth.plan.WaitReason;
import dev.berth.spec.GivenFile;
import dev.berth.spec.ImageSource;
import dev.berth.spec.Service;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Plans one app on a Swarm: a pure function of what is wanted and what is there. Which tasks run
 * where, and in which order they are replaced, is the Swarm's affair.
 */
public final class SwarmPlanner {
  private final SwarmWish wish;
  private final List<Step> steps = new ArrayList<>();
  private final List<WaitReason> waiting = new ArrayList<>();

  private SwarmPlanner(SwarmWish wish) {
    this.wish = wish;
  }

  /** What is to be done now. */
  public static Plan plan(SwarmWish wish) {
    SwarmPlanner planner = new SwarmPlanner(wish);
    if (wish.desired().isDeleting()) {
      planner.remove();
    } else {
      planner.keep();
    }
    return new Plan(planner.steps, planner.waiting);
  }

  private int add(Action action, Set<Integer> after) {
    steps.add(new Step(action, after));
    return steps.size() - 1;
  }

  private void remove() {
    Set<Integer> services = new HashSet<>();
    for (SwarmService service : wish.seen().services()) {
      services.add(add(removal(service, "the app goes"), Set.of()));
    }
    wish.seen().objects().stream()
        .filter(object -> !object.isLeaving())
        .forEach(object -> add(removal(object, "the app goes"), services));
  }

  private SwarmAction removal(SwarmService service, String cause) {
    return new SwarmAction.RemoveService(local(service), service.name(), service.id(), cause);
  }

  private String local(SwarmService service) {
    return service.name().substring(Math.min(service.name().length(), wish.app().length() + 1));
  }

  private static SwarmAction removal(SwarmObject object, String cause) {
    return switch (object.kind()) {
      case NETWORK -> new SwarmAction.RemoveOverlay(object.name(), object.id(), cause);
      case SECRET ->
          new SwarmAction.RemoveFile(GivenFile.Kind.SECRET, object.name(), object.id(), cause);
      case CONFIG ->
          new SwarmAction.RemoveFile(GivenFile.Kind.CONFIG, object.name(), object.id(), cause);
    };
  }

  private void keep() {
    Set<Integer> ground = new HashSet<>();
    if (!wish.desired().isStopped()) {
      ground.addAll(networks());
      ground.addAll(files());
    }
    if (waiting.isEmpty()) {
      wish.desired().app().services().values().forEach(service -> service(service, ground));
    }
    Set<String> wanted =
        wish.desired().app().services().values().stream()
            .map(wish::name)
            .collect(Collectors.toSet());
    for (SwarmService there : wish.seen().services()) {
      if (!wanted.contains(there.name())) {
        add(removal(there, "not declared any more"), Set.of());
      }
    }
    clear();
  }

  private Set<Integer> networks() {
    Set<Integer> made = new HashSet<>();
    for (String network : OverlayPlan.wanted(wish.desired().app())) {
      String name = OverlayPlan.name(wish.desired().app(), network);
      Optional<SwarmObject> there = wish.seen().object(SwarmObject.Kind.NETWORK, name);
      if (there.filter(SwarmObject::isLeaving).isPresent()) {
        String why = "network " + name + " of before is still in use";
        waiting.add(new WaitReason("", WaitReason.Kind.OUTSIDE, why, Optional.empty()));
      } else if (there.isEmpty() && !wish.desired().app().network(network).external()) {
        made.add(
            add(
                new SwarmAction.CreateOverlay(name, OverlayPlan.spec(wish, network), "absent"),
                Set.of()));
      }
    }
    return made;
  }

  private Set<Integer> files() {
    Set<Integer> made = new HashSet<>();
    Set<String> names = new HashSet<>();
    for (GivenFile file : wish.files()) {
      String name = wish.name(file);
      if (wish.seen().named(SwarmFiles.kind(file), name).isEmpty() && names.add(name)) {
        made.add(
            add(
                new SwarmAction.CreateFile(
                    file.kind(), name, file.source(), SwarmFiles.labels(wish), "absent"),
                Set.of()));
      }
    }
    return made;
  }

  private void service(Service service, Set<Integer> ground) {
    Optional<SwarmService> there = wish.seen().service(wish.name(service));
    Optional<String> image = SwarmImages.image(wish, service);
    if (there.isEmpty() && wish.desired().isStopped()) {
      return;
    }
    if (image.isEmpty()) {
      image(service);
      return;
    }
    ServiceTree.Drawn drawn = new ServiceTree(wish, service, there).draw(image.get());
    if (there.isPresent()) {
      update(service, drawn, there.get(), ground);
      return;
    }
    Optional<String> unmet = SwarmReadiness.unmet(wish, service);
    if (unmet.isPresent()) {
      waiting.add(
          new WaitReason(
              service.name(), WaitReason.Kind.DEPENDENCY, unmet.get(), Optional.empty()));
    } else {
      add(
          new SwarmAction.CreateService(service.name(), wish.name(service), drawn.spec(), "absent"),
          ground);
    }
  }

  private void image(Service service) {
    ImageState state = wish.images().get(service.name());
    switch (state) {
      case null -> {}
      case ImageState.Missing missing ->
          add(
              new Action.ObtainImage(service.name(), missing.reference(), "build", "absent"),
              Set.of());
      case ImageState.InProgress progress ->
          wait(service, WaitReason.Kind.IMAGE, progress.verb() + " " + progress.reference());
      case ImageState.Failed failed ->
          waiting.add(
              new WaitReason(
                  service.name(),
                  WaitReason.Kind.IMAGE_FAILED,
                  failed.message(),
                  Optional.of(failed.retryAt()).filter(at -> !at.equals(java.time.Instant.MAX))));
      case ImageState.Present present ->
          wait(
              service,
              WaitReason.Kind.IMAGE,
              "pushing "
                  + (service.image() instanceof ImageSource.Build build
                      ? build.push().orElse("")
                      : ""));
    }
  }

  private void wait(Service service, WaitReason.Kind kind, String message) {
    waiting.add(new WaitReason(service.name(), kind, message, Optional.empty()));
  }

  private void update(
      Service service, ServiceTree.Drawn drawn, SwarmService there, Set<Integer> ground) {
    if (SwarmRollbacks.isTakenBack(wish, service, drawn.fingerprint(), there)) {
      return;
    }
    List<Drift> drifts = SwarmDrift.of(drawn.spec(), there, wish.seen());
    boolean isUpdate = !there.fingerprint().equals(drawn.fingerprint());
    boolean isMended =
        drifts.stream()
            .anyMatch(drift -> isUpdate || wish.desired().app().drift().mends(drift.path()));
    if (isMended) {
      add(
          new SwarmAction.UpdateService(
              service.name(),
              there.name(),
              there.id(),
              there.version(),
              drawn.spec(),
              SwarmDrift.cause(drifts)),
          ground);
    }
  }

  /** Files that nobody has any more, when no change is under way that may still be taken back. */
  private void clear() {
    boolean isChanging =
        !steps.isEmpty()
            || wish.seen().services().stream().anyMatch(one -> one.isChanging() || one.isPaused());
    if (isChanging) {
      return;
    }
    Set<String> used =
        wish.seen().services().stream().flatMap(SwarmService::files).collect(Collectors.toSet());
    wish.files().forEach(file -> used.add(wish.name(file)));
    for (SwarmObject object : wish.seen().objects()) {
      if (object.kind() != SwarmObject.Kind.NETWORK
          && !used.contains(object.id())
          && !used.contains(object.name())) {
        add(removal(object, "nobody has it any more"), Set.of());
      }
    }
  }
}
