package dev.berth.intake.app;

import dev.berth.spec.App;
import dev.berth.spec.validation.ClientMetadata;
import dev.berth.state.DesiredApp;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** How one wish follows another: what the next generation of an app looks like. */
final class AppTransitions {
  private AppTransitions() {}

  static DesiredApp first(App declared, App resolved, Instant now) {
    return new DesiredApp(
        UUID.randomUUID().toString(),
        1,
        1,
        0,
        declared,
        resolved,
        now,
        Optional.empty(),
        DesiredApp.Halt.GRACEFUL,
        Optional.empty(),
        Optional.empty());
  }

  /** Whether two apps differ in nothing but whether they are to run. */
  static boolean saysTheSame(App one, App other) {
    return one.withState(App.RunState.RUNNING).equals(other.withState(App.RunState.RUNNING));
  }

  /** Annotations are replaced; who manages what stays unless it is said anew. */
  static ClientMetadata notes(Optional<DesiredApp> before, ClientMetadata written) {
    return written.managers().isEmpty()
        ? written.withManagers(before.map(b -> b.notes().managers()).orElse(""))
        : written;
  }

  /** Another spec in place of the one before; the same one if they say the same. */
  static DesiredApp replaced(DesiredApp before, App declared, App resolved, Instant now) {
    if (before.declared().equals(declared) && before.app().equals(resolved)) {
      return before;
    }
    boolean sameContent = saysTheSame(before.app(), resolved);
    boolean resumes = before.isStopped() && declared.state() == App.RunState.RUNNING;
    return new DesiredApp(
        before.uid(),
        before.generation() + 1,
        before.revision() + (sameContent ? 0 : 1),
        before.resourceVersion(),
        declared,
        resolved,
        before.createdAt(),
        resumes ? Optional.of(now) : before.restartedAt(),
        DesiredApp.Halt.GRACEFUL,
        Optional.empty(),
        sameContent ? before.quarantine() : Optional.empty(),
        before.notes(),
        before.progress());
  }

  /** A wish to be gone that asks for no less than the one before. */
  static DesiredApp deleting(DesiredApp before, boolean volumes, Instant now) {
    return before.deletion().filter(d -> d.volumes() || !volumes).isPresent()
        ? before
        : changed(
            before,
            before.app().state(),
            before.restartedAt(),
            before.halt(),
            Optional.of(new DesiredApp.Deletion(now, volumes)));
  }

  static DesiredApp stopped(DesiredApp before, DesiredApp.Halt halt) {
    return before.isStopped() && before.halt().equals(halt)
        ? before
        : changed(before, App.RunState.STOPPED, before.restartedAt(), halt, before.deletion());
  }

  /** Containers that ended before this moment ended on purpose. */
  static DesiredApp running(DesiredApp before, Instant now) {
    return changed(
        before,
        App.RunState.RUNNING,
        Optional.of(now),
        DesiredApp.Halt.GRACEFUL,
        before.deletion());
  }

  private static DesiredApp changed(
      DesiredApp before,
      App.RunState runState,
      Optional<Instant> restartedAt,
      DesiredApp.Halt halt,
      Optional<DesiredApp.Deletion> deletion) {
    return new DesiredApp(
        before.uid(),
        before.generation() + 1,
        before.revision(),
        before.resourceVersion(),
        before.declared().withState(runState),
        before.app().withState(runState),
        before.createdAt(),
        restartedAt,
        halt,
        deletion,
        before.quarantine(),
        before.notes(),
        before.progress());
  }
}
