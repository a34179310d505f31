package dev.berth.port;

import dev.berth.state.DesiredApp;
import dev.berth.status.DriftReport;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The port for asking what would be done, and what has drifted. Nothing is done or remembered:
 * there is no way from here to an engine's writes.
 */
public interface PlanPreview {

  /**
   * What the next pass would do if this were wanted, and what would follow it.
   *
   * @throws EngineInventory.Unavailable when the engine does not answer
   */
  PlanReport plan(DesiredApp desired);

  /** What has drifted of an app, as of its last pass. */
  List<DriftReport> drift(String app);

  /**
   * A plan, told.
   *
   * @param fingerprint of what is wanted, what is there, and what is to be done next; another one
   *     means another plan
   * @param later passes that would follow the next if all went well, the last of them with what is
   *     waited for then
   * @param isCut whether still others would follow
   */
  record PlanReport(String fingerprint, PlannedPass next, List<PlannedPass> later, boolean isCut) {
    public PlanReport {
      later = List.copyOf(later);
    }
  }

  /** What would be done at once, and what has to wait. */
  record PlannedPass(List<PlannedStep> steps, List<Wait> waiting) {
    public PlannedPass {
      steps = List.copyOf(steps);
      waiting = List.copyOf(waiting);
    }
  }

  /**
   * One call of the engine, or the start of one job.
   *
   * @param action what, in a word: {@code CreateContainer}
   * @param text what, in a line
   * @param after indexes of the steps of the same pass that must have succeeded before
   * @param service empty where it is the whole app's; likewise {@code container}
   * @param replica empty also where nobody knows
   * @param changes the fields for which it is done
   * @param disrupts what it costs, in one word: {@code none}, {@code restart}, {@code recreate},
   *     {@code port}, {@code stop}
   */
  record PlannedStep(
      String action,
      String text,
      String cause,
      List<Integer> after,
      Optional<String> service,
      Optional<String> container,
      OptionalInt replica,
      List<Change> changes,
      String disrupts) {
    public PlannedStep {
      after = List.copyOf(after);
      changes = List.copyOf(changes);
    }
  }

  /**
   * A field that would be another.
   *
   * @param want empty where nothing is wanted
   * @param have empty where nothing is there
   */
  record Change(String path, String want, String have) {}

  /** Something that cannot be done yet. */
  record Wait(String service, String reason, String message, Optional<Instant> until) {}
}
