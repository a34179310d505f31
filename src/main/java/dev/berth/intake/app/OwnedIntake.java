package dev.berth.intake.app;

import dev.berth.intake.receipt.Precondition;
import dev.berth.intake.receipt.Receipt;
import dev.berth.spec.validation.AppDraft;
import dev.berth.state.DesiredApp;
import dev.berth.state.OwnedApp;
import dev.berth.state.Revision;
import dev.berth.state.SourceInventory;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The door for everybody but sources: an app that a source answers for is not changed here, unless
 * by force, which the next sync undoes.
 */
public final class OwnedIntake implements Intake {
  private final Intake inner;
  private final SourceInventory ledger;
  private final boolean forces;
  private final boolean rehearses;

  public OwnedIntake(Intake inner, SourceInventory ledger) {
    this(inner, ledger, false, false);
  }

  private OwnedIntake(Intake inner, SourceInventory ledger, boolean forces, boolean rehearses) {
    this.inner = inner;
    this.ledger = ledger;
    this.forces = forces;
    this.rehearses = rehearses;
  }

  private Receipt<DesiredApp> unlessOwned(String app, Supplier<Receipt<DesiredApp>> write) {
    return unlessOwned(app, false, write);
  }

  private Receipt<DesiredApp> unlessOwned(
      String app, boolean isNew, Supplier<Receipt<DesiredApp>> write) {
    Optional<OwnedApp> owner = ledger.owner(app).filter(claim -> !claim.file().isEmpty());
    // What a source has claimed and nobody has made is not there: the door says so.
    if (owner.isPresent() && !forces && (isNew || inner.find(app).isPresent())) {
      return AppRefusals.owned(owner.get());
    }
    Receipt<DesiredApp> receipt = write.get();
    if (receipt instanceof Receipt.Accepted<DesiredApp> && !rehearses) {
      owner.ifPresent(claim -> ledger.claim(claim.withForced(true)));
    }
    return receipt;
  }

  @Override
  public Receipt<DesiredApp> create(AppDraft draft, String author) {
    return unlessOwned(draft.app().name(), true, () -> inner.create(draft, author));
  }

  @Override
  public Receipt<DesiredApp> put(AppDraft draft, Precondition precondition, String author) {
    return unlessOwned(draft.app().name(), true, () -> inner.put(draft, precondition, author));
  }

  @Override
  public Receipt<DesiredApp> remove(
      String app, boolean volumes, Precondition precondition, String author) {
    return unlessOwned(app, () -> inner.remove(app, volumes, precondition, author));
  }

  @Override
  public Receipt<DesiredApp> stop(
      String app, DesiredApp.Halt halt, Precondition precondition, String author) {
    return unlessOwned(app, () -> inner.stop(app, halt, precondition, author));
  }

  @Override
  public Receipt<DesiredApp> start(String app, Precondition precondition, String author) {
    return unlessOwned(app, () -> inner.start(app, precondition, author));
  }

  @Override
  public Receipt<DesiredApp> restart(String app, Precondition precondition, String author) {
    return unlessOwned(app, () -> inner.restart(app, precondition, author));
  }

  @Override
  public Receipt<DesiredApp> rollBack(
      String app, long revision, Precondition precondition, String author) {
    return unlessOwned(app, () -> inner.rollBack(app, revision, precondition, author));
  }

  @Override
  public Intake rehearsal() {
    return new OwnedIntake(inner.rehearsal(), ledger, forces, true);
  }

  @Override
  public Intake forced() {
    return new OwnedIntake(inner, ledger, true, rehearses);
  }

  @Override
  public Intake waking(Consumer<String> instead) {
    return new OwnedIntake(inner.waking(instead), ledger, forces, rehearses);
  }

  @Override
  public Optional<DesiredApp> find(String app) {
    return inner.find(app);
  }

  @Override
  public List<Revision> revisions(String app, long before, int limit) {
    return inner.revisions(app, before, limit);
  }

  @Override
  public List<Revision> revisions(String app) {
    return inner.revisions(app);
  }

  @Override
  public List<DesiredApp> all() {
    return inner.all();
  }

  @Override
  public List<DesiredApp> part(String after, int limit) {
    return inner.part(after, limit);
  }

  @Override
  public long countAfter(String name) {
    return inner.countAfter(name);
  }
}
