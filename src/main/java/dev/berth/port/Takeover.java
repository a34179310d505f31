package dev.berth.port;

import dev.berth.port.AdoptionService.Difference;
import dev.berth.port.AdoptionService.Proposal;
import dev.berth.port.AdoptionService.Target;
import dev.berth.state.DesiredApp;
import java.util.List;
import java.util.Optional;

/**
 * The port for making an app of what runs on an engine. Every method throws {@link
 * EngineInventory.Unavailable} when the engine does not answer.
 */
public interface Takeover {

  /** Empty where there is no such thing. */
  Optional<Proposal> look(Target target);

  /** What would be changed of what is there if that app were wanted. */
  List<Difference> differences(Proposal proposal, DesiredApp wanted);

  /** What passes would do from now on if it were taken and that app were wanted. */
  PlanPreview.PlanReport plan(Proposal proposal, DesiredApp wanted);

  /** Takes it: from now on these containers are that app's. */
  void take(Proposal proposal, DesiredApp wanted);

  /** Gives it back, if the app could not be stored after all. */
  void giveBack(Proposal proposal);
}
