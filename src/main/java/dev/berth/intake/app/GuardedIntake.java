package dev.berth.intake.app;

import dev.berth.intake.receipt.Precondition;
import dev.berth.intake.receipt.Receipt;
import dev.berth.spec.App;
import dev.berth.spec.validation.AppDraft;
import dev.berth.spec.validation.LabelSelector;
import dev.berth.spec.validation.Violation;
import dev.berth.state.DesiredApp;
import dev.berth.state.Revision;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The way in with a guard: who may deal with some apps only neither sees nor changes others. */
public final class GuardedIntake implements Intake {
  private final Intake door;
  private final Supplier<LabelSelector> scope;

  /** {@code scope} tells of the request at hand which apps it may deal with. */
  public GuardedIntake(Intake door, Supplier<LabelSelector> scope) {
    this.door = door;
    this.scope = scope;
  }

  private boolean mayDealWith(App app) {
    return scope.get().matches(app.labels());
  }

  private Optional<Receipt<DesiredApp>> refusal(AppDraft draft) {
    App app = draft.app();
    if (!mayDealWith(app)) {
      Violation violation =
          new Violation(
              "metadata.labels",
              "this token is for apps with labels `" + scope.get().text() + "` only");
      return Optional.of(new Receipt.Denied<>(List.of(violation)));
    }
    if (door.find(app.name()).filter(stored -> !mayDealWith(stored.declared())).isPresent()) {
      return Optional.of(
          new Receipt.Conflict<>("app " + app.name() + " exists, and is not for this token"));
    }
    return Optional.empty();
  }

  private Optional<Receipt<DesiredApp>> refusal(String app) {
    return find(app).isEmpty() ? Optional.of(new Receipt.NotFound<>(app)) : Optional.empty();
  }

  @Override
  public Receipt<DesiredApp> create(AppDraft draft, String author) {
    return refusal(draft).orElseGet(() -> door.create(draft, author));
  }

  @Override
  public Receipt<DesiredApp> put(AppDraft draft, Precondition precondition, String author) {
    return refusal(draft).orElseGet(() -> door.put(draft, precondition, author));
  }

  @Override
  public Receipt<DesiredApp> remove(
      String app, boolean volumes, Precondition precondition, String author) {
    return refusal(app).orElseGet(() -> door.remove(app, volumes, precondition, author));
  }

  @Override
  public Receipt<DesiredApp> stop(
      String app, DesiredApp.Halt halt, Precondition precondition, String author) {
    return refusal(app).orElseGet(() -> door.stop(app, halt, precondition, author));
  }

  @Override
  public Receipt<DesiredApp> start(String app, Precondition precondition, String author) {
    return refusal(app).orElseGet(() -> door.start(app, precondition, author));
  }

  @Override
  public Receipt<DesiredApp> restart(String app, Precondition precondition, String author) {
    return refusal(app).orElseGet(() -> door.restart(app, precondition, author));
  }

  @Override
  public Receipt<DesiredApp> rollBack(
      String app, long revision, Precondition precondition, String author) {
    Optional<Map<String, String>> labels =
        revisions(app).stream()
            .filter(r -> r.number() == revision)
            .findFirst()
            .map(r -> r.declared().labels());
    if (labels.filter(l -> !scope.get().matches(l)).isPresent()) {
      return new Receipt.Conflict<>("revision " + revision + " is not for this token");
    }
    return refusal(app).orElseGet(() -> door.rollBack(app, revision, precondition, author));
  }

  @Override
  public Intake rehearsal() {
    return new GuardedIntake(door.rehearsal(), scope);
  }

  @Override
  public Intake waking(Consumer<String> instead) {
    return new GuardedIntake(door.waking(instead), scope);
  }

  @Override
  public Intake forced() {
    return new GuardedIntake(door.forced(), scope);
  }

  @Override
  public Optional<DesiredApp> find(String app) {
    return door.find(app).filter(found -> mayDealWith(found.declared()));
  }

  @Override
  public List<Revision> revisions(String app, long before, int limit) {
    return find(app).isEmpty() ? List.of() : door.revisions(app, before, limit);
  }

  @Override
  public List<Revision> revisions(String app) {
    return find(app).isEmpty() ? List.of() : door.revisions(app);
  }

  @Override
  public List<DesiredApp> all() {
    return door.all().stream().filter(app -> mayDealWith(app.declared())).toList();
  }

  @Override
  public List<DesiredApp> part(String after, int limit) {
    return scope.get().equals(LabelSelector.EVERYTHING)
        ? door.part(after, limit)
        : after(after).limit(limit).toList();
  }

  @Override
  public long countAfter(String name) {
    return scope.get().equals(LabelSelector.EVERYTHING)
        ? door.countAfter(name)
        : after(name).count();
  }

  private Stream<DesiredApp> after(String name) {
    return all().stream().filter(app -> app.name().compareTo(name) > 0);
  }
}
