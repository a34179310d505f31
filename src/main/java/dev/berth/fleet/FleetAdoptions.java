package dev.berth.fleet;

import dev.berth.port.AdoptionService;
import dev.berth.port.PlanPreview;
import dev.berth.port.Takeover;
import dev.berth.reconcile.deps.StackTakeover;
import dev.berth.spec.Placement;
import dev.berth.state.DesiredApp;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Takes stacks over from the Swarms that they are on, and all else from the local engine. */
public final class FleetAdoptions implements AdoptionService {
  private final AdoptionService local;
  private final Fleet fleet;

  public FleetAdoptions(AdoptionService local, Fleet fleet) {
    this.local = local;
    this.fleet = fleet;
  }

  private StackTakeover stacks(String engine) {
    return fleet
        .member(engine)
        .flatMap(member -> member.loop().stacks())
        .orElseThrow(() ->
            new NoSwarm(
                "engine: `"
                    + engine
                    + "` is no Swarm that Berth keeps; name one that is declared with type:"
                    + " swarm"));
  }

  private String engine(Target.Stack stack) {
    return stack.engine().orElseGet(fleet::usual);
  }

  private Takeover of(Proposal proposal) {
    return proposal.engine().equals(Placement.LOCAL) ? local : stacks(proposal.engine());
  }

  @Override
  public Optional<Proposal> look(Target target) {
    return target instanceof Target.Stack stack
        ? stacks(engine(stack)).look(stack)
        : local.look(target);
  }

  @Override
  public List<Difference> differences(Proposal proposal, DesiredApp wanted) {
    return of(proposal).differences(proposal, wanted);
  }

  @Override
  public PlanPreview.PlanReport plan(Proposal proposal, DesiredApp wanted) {
    return of(proposal).plan(proposal, wanted);
  }

  @Override
  public void take(Proposal proposal, DesiredApp wanted) {
    of(proposal).take(proposal, wanted);
  }

  @Override
  public void giveBack(Proposal proposal) {
    of(proposal).giveBack(proposal);
  }

  @Override
  public List<String> release(Target.Stack stack, Optional<DesiredApp> app, boolean dryRun) {
    String engine = app.map(fleet::engine).orElseGet(() -> engine(stack));
    return stacks(engine).release(stack.name(), app, dryRun);
  }

  @Override
  public List<Orphan> orphans() {
    return local.orphans();
  }

  @Override
  public List<Orphan> removeStale(Duration grace) {
    return local.removeStale(grace);
  }

  @Override
  public List<Orphan> removable(Optional<String> app, boolean volumes) {
    return local.removable(app, volumes);
  }

  @Override
  public List<Orphan> removeOrphans(Optional<String> app, boolean volumes) {
    return local.removeOrphans(app, volumes);
  }
}
