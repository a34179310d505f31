package dev.berth.port;

import dev.berth.state.DesiredApp;
import dev.berth.status.DriftReport;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The port for asking what would be done, and what has drifted. Nothing is done or remembered:
 * there is no way from here to an engine's writes.
 */
public interface PlanPreview {

  /**
   * What the next pass would do if this were wanted.
   *
   * @throws EngineInventory.Unavailable when the engine does not answer
   */
  PlanReport plan(DesiredApp desired);

  /** What has drifted of an app, as of its last pass. */
  List<DriftReport> drift(String app);

  /**
   * A plan, told.
   *
   * @param fingerprint of what is wanted, what is there, and what is to be done; another one means
   *     another plan
   */
  record PlanReport(String fingerprint, List<PlannedStep> steps, List<Wait> waiting) {
    public PlanReport {
      steps = List.copyOf(steps);
      waiting = List.copyOf(waiting);
    }
  }

  /**
   * One call of the engine, or the start of one job.
   *
   * @param action what, in a word: {@code CreateContainer}
   * @param text what, in a line
   * @param after indexes of the steps that must have succeeded before
   */
  record PlannedStep(String action, String text, String cause, List<Integer> after) {
    public PlannedStep {
      after = List.copyOf(after);
    }
  }

  /** Something that cannot be done yet. */
  record Wait(String service, String reason, String message, Optional<Instant> until) {}
}
