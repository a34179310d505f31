package dev.berth.reconcile.swarm;

import static dev.berth.reconcile.deps.EngineAnswers.asking;

import dev.berth.engine.EngineException;
import dev.berth.engine.SwarmEngine;
import dev.berth.observe.Ownership;
import dev.berth.observe.swarm.SpecTree;
import dev.berth.observe.swarm.SwarmService;
import dev.berth.observe.swarm.SwarmSnapshot;
import dev.berth.plan.swarm.StackDraft;
import dev.berth.plan.swarm.SwarmFindings;
import dev.berth.port.AdoptionService.Difference;
import dev.berth.port.AdoptionService.Member;
import dev.berth.port.AdoptionService.Proposal;
import dev.berth.port.AdoptionService.Target;
import dev.berth.port.PlanPreview;
import dev.berth.reconcile.deps.ReconcilerDeps;
import dev.berth.reconcile.deps.StackTakeover;
import dev.berth.state.DesiredApp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Takes stacks into apps, and lets them go: either writes labels of services and nothing else, so
 * that no task is made anew.
 */
final class StackAdopter implements StackTakeover {
  /** So often somebody else may come between. */
  private static final int TRIES = 5;

  private final ReconcilerDeps deps;
  private final SwarmEngine swarm;
  private final SwarmPreview preview;
  private final SwarmWishes wishes;
  private final Consumer<DesiredApp> eraser;

  /** {@code eraser} forgets an app of which nothing is Berth's any more. */
  StackAdopter(
      ReconcilerDeps deps,
      SwarmEngine swarm,
      SwarmPreview preview,
      SwarmWishes wishes,
      Consumer<DesiredApp> eraser) {
    this.deps = deps;
    this.swarm = swarm;
    this.preview = preview;
    this.wishes = wishes;
    this.eraser = eraser;
  }

  private SwarmSnapshot seen() {
    return swarm.look(deps.state().instance());
  }

  @Override
  public Optional<Proposal> look(Target target) {
    return target instanceof Target.Stack stack
        ? asking(() -> look(stack.name(), seen()))
        : Optional.empty();
  }

  private Optional<Proposal> look(String stack, SwarmSnapshot all) {
    List<SwarmService> services =
        StackDraft.services(stack, all).stream().filter(one -> isFree(stack, one)).toList();
    if (services.isEmpty()) {
      return Optional.empty();
    }
    StackDraft draft = new StackDraft(stack, all);
    services.forEach(draft::add);
    String engine = deps.residence().engine();
    return Optional.of(
        new Proposal(
            stack,
            engine,
            draft.manifest(engine),
            services.stream()
                .map(one -> new Member(one.id(), one.name(), StackDraft.local(stack, one), 1))
                .toList()));
  }

  /** Nobody's, or this Berth's own that no app is known of. */
  private boolean isFree(String stack, SwarmService service) {
    SortedMap<String, String> labels = service.labels();
    return !labels.containsKey(Ownership.INSTANCE)
        || (deps.state().instance().equals(labels.get(Ownership.INSTANCE))
            && stack.equals(labels.get(Ownership.APP))
            && deps.state().find(stack).isEmpty());
  }

  /** What is there as it will be seen once it is taken. */
  private SwarmSnapshot supposed(Proposal proposal) {
    SwarmSnapshot all = seen();
    return all.withServices(
        all.services().stream()
            .map(service ->
                proposal.members().stream()
                    .filter(member -> member.id().equals(service.id()))
                    .findFirst()
                    .map(member -> service.withSpec(labelled(service, taken(proposal, member))))
                    .orElse(service))
            .toList());
  }

  private UnaryOperator<SortedMap<String, String>> taken(Proposal proposal, Member member) {
    return labels -> {
      labels.put(Ownership.INSTANCE, deps.state().instance());
      labels.put(Ownership.APP, proposal.app());
      labels.put(Ownership.SERVICE, member.service());
      return labels;
    };
  }

  private static SortedMap<String, String> bare(SortedMap<String, String> labels) {
    labels.keySet().removeIf(key -> key.startsWith(Ownership.PREFIX));
    return labels;
  }

  /** Its spec as it is, but for its labels. */
  private static Map<String, Object> labelled(
      SwarmService service, UnaryOperator<SortedMap<String, String>> change) {
    Map<String, Object> spec = SpecTree.copy(service.spec());
    spec.put("Labels", change.apply(new TreeMap<>(service.labels())));
    return spec;
  }

  @Override
  public List<Difference> differences(Proposal proposal, DesiredApp wanted) {
    return asking(() -> {
      List<Difference> all = new ArrayList<>();
      SwarmFindings.drifts(
              wishes.of(wishes.desired(wanted), supposed(proposal), SwarmMemory.none(deps)))
          .forEach((service, drifts) ->
              drifts.forEach(drift ->
                  all.add(
                      new Difference(
                          proposal.app() + "_" + service,
                          drift.path(),
                          drift.want(),
                          drift.have(),
                          "recreate"))));
      return all;
    });
  }

  @Override
  public PlanPreview.PlanReport plan(Proposal proposal, DesiredApp wanted) {
    return asking(() -> preview.plan(wanted, supposed(proposal)));
  }

  @Override
  public void take(Proposal proposal, DesiredApp wanted) {
    asking(() -> {
      proposal.members().forEach(member -> write(member.id(), taken(proposal, member)));
      return true;
    });
  }

  @Override
  public void giveBack(Proposal proposal) {
    asking(() -> {
      proposal.members().forEach(member -> write(member.id(), StackAdopter::bare));
      return true;
    });
  }

  /** Writes the labels of a service; looks again where somebody else was faster. */
  private void write(String id, UnaryOperator<SortedMap<String, String>> change) {
    for (int attempt = 1; ; attempt++) {
      Optional<SwarmService> there =
          seen().services().stream().filter(one -> one.id().equals(id)).findFirst();
      try {
        there.ifPresent(one -> {
          Map<String, Object> spec = labelled(one, change);
          if (!spec.equals(one.spec())) {
            swarm.updateService(id, one.version(), spec);
          }
        });
        return;
      } catch (EngineException e) {
        if (e.kind() != EngineException.Kind.CONFLICT || attempt == TRIES) {
          throw e;
        }
      }
    }
  }

  @Override
  public List<String> release(String name, Optional<DesiredApp> app, boolean dryRun) {
    return asking(() -> {
      List<SwarmService> own = seen().of(deps.state().instance(), name).services();
      if (!dryRun) {
        app.ifPresent(eraser); // First: a pass that knows the app would put its labels back.
        own.forEach(service -> write(service.id(), StackAdopter::bare));
      }
      return own.stream().map(SwarmService::name).toList();
    });
  }
}
