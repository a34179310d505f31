package dev.berth.gitops;

import dev.berth.intake.app.Intake;
import dev.berth.intake.receipt.Precondition;
import dev.berth.intake.receipt.Receipt;
import dev.berth.intake.resource.SourceOperations;
import dev.berth.spec.validation.AppDraft;
import dev.berth.spec.validation.Violation;
import dev.berth.state.DesiredApp;
import dev.berth.state.OwnedApp;
import dev.berth.state.SourceInventory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One tree brought to the intake, file by file. Safe to die in at any point: what is stored is
 * first the claim and then the app, and an app is given up only after it is wanted gone, so the
 * next sync finds and finishes what was begun.
 */
final class TreeSync {
  private final String source;
  private final SourceSpec spec;
  private final SourceTree tree;
  private final SourceInventory ledger;
  private final IntakeFactory intakeFactory;
  private final boolean dryRun;
  private final List<SourceOperations.Change> changes = new ArrayList<>();

  TreeSync(
      String source,
      SourceSpec spec,
      SourceTree tree,
      SourceInventory ledger,
      IntakeFactory intakeFactory,
      boolean dryRun) {
    this.source = source;
    this.spec = spec;
    this.tree = tree;
    this.ledger = dryRun ? new DryRunInventory(ledger) : ledger;
    this.intakeFactory = intakeFactory;
    this.dryRun = dryRun;
  }

  /**
   * What became of a tree.
   *
   * @param refusal why nothing of it was done
   * @param changes what was stored, or would be
   * @param kept apps that no file declares and that stay, because a file cannot be read or because
   *     the source does not prune
   */
  record Outcome(
      SourceTree tree,
      Optional<String> refusal,
      List<FileResult> files,
      List<SourceOperations.Change> changes,
      List<String> kept) {}

  /**
   * Brings it all.
   *
   * @param allowEmpty whether it may lose over half of its apps, this once
   */
  Outcome run(boolean allowEmpty) {
    List<ParsedFile> readings = ParsedFile.of(tree);
    List<OwnedApp> claims = ledger.claims(source);
    AppAssignments appAssignments = AppAssignments.of(readings, claims);
    boolean isAllowed = !spec.prune() || allowEmpty || spec.allowEmpty();
    if (!isAllowed && appAssignments.losesMuch(claims.size())) {
      String why = refusal(appAssignments.gone(), claims);
      return new Outcome(
          tree, Optional.of(why), List.of(), List.of(), names(appAssignments.gone()));
    }
    List<FileResult> results =
        readings.stream().map(parsedFile -> file(parsedFile, appAssignments)).toList();
    List<String> kept = new ArrayList<>(names(appAssignments.kept()));
    appAssignments.gone().forEach(ownedApp -> leave(ownedApp, kept));
    return new Outcome(tree, Optional.empty(), results, changes, kept);
  }

  private static List<String> names(List<OwnedApp> claims) {
    return claims.stream().map(OwnedApp::app).toList();
  }

  private static String refusal(List<OwnedApp> gone, List<OwnedApp> before) {
    return gone.size()
        + " of "
        + before.size()
        + " apps are gone from the files ("
        + String.join(", ", names(gone))
        + "), which looks like a mistake: nothing was applied or deleted. If it is meant so, POST"
        + " …/sync?allowEmpty=true, or set allowEmpty";
  }

  private FileResult file(ParsedFile parsedFile, AppAssignments appAssignments) {
    String path = parsedFile.file().path();
    List<FileError> findings = new ArrayList<>(parsedFile.findings());
    for (String app : appAssignments.doubles(parsedFile)) {
      findings.add(
          FileError.of(
              "app " + app + " is declared in " + appAssignments.holders().get(app) + " already"));
    }
    Intake door = door(parsedFile);
    parsedFile.drafts().forEach(draft -> foreign(draft).ifPresent(findings::add));
    if (findings.isEmpty() && parsedFile.drafts().size() > 1) {
      parsedFile.drafts().forEach(draft -> findings.addAll(dryRun(parsedFile, draft, door)));
    }
    if (!findings.isEmpty()) {
      return FileResult.failed(path, parsedFile.apps(), findings);
    }
    return applied(parsedFile, door);
  }

  private FileResult applied(ParsedFile parsedFile, Intake door) {
    String path = parsedFile.file().path();
    List<FileError> findings = new ArrayList<>();
    List<FileError> quarantined = new ArrayList<>();
    boolean isChanged = false;
    for (AppDraft draft : parsedFile.drafts()) {
      Optional<FileError> old = QuarantinedFiles.of(draft, door);
      if (old.isPresent()) {
        quarantined.add(old.get());
      } else {
        Receipt<DesiredApp> receipt = apply(path, draft, door);
        findings.addAll(findings(parsedFile, draft, receipt));
        isChanged |= isChange(receipt);
      }
    }
    return FileResult.of(parsedFile, isChanged, findings, quarantined);
  }

  private Intake door(ParsedFile parsedFile) {
    Path folder = tree.base().resolve(parsedFile.file().folder());
    Intake door = intakeFactory.at(tree.confined(), folder);
    return dryRun ? door.dryRun() : door;
  }

  private Optional<FileError> foreign(AppDraft draft) {
    return ledger
        .owner(draft.app().name())
        .filter(ownedApp -> !ownedApp.source().equals(source))
        .map(ownedApp ->
            FileError.of(
                "app "
                    + ownedApp.app()
                    + " belongs to source "
                    + ownedApp.source()
                    + ", where file "
                    + ownedApp.file()
                    + " declares it; one of the two must give it up"));
  }

  private List<FileError> dryRun(ParsedFile parsedFile, AppDraft draft, Intake door) {
    return findings(parsedFile, draft, door.dryRun().put(draft, new Precondition.None(), author()));
  }

  private String author() {
    return "source " + source + " at " + tree.shortRevision();
  }

  private Receipt<DesiredApp> apply(String path, AppDraft draft, Intake door) {
    String app = draft.app().name();
    OwnedApp ownedApp = new OwnedApp(app, source, path, false);
    Optional<OwnedApp> before = ledger.owner(app);
    if (!before.equals(Optional.of(ownedApp)) && !app.isEmpty() && !ledger.claim(ownedApp)) {
      return new Receipt.Conflict<>("app " + app + " was claimed by another source just now");
    }
    Receipt<DesiredApp> receipt = door.put(draft, new Precondition.None(), author());
    boolean isRefused = !(receipt instanceof Receipt.Accepted<DesiredApp>);
    if (isRefused && before.isEmpty() && !app.isEmpty()) {
      ledger.release(app, source);
    }
    if (receipt instanceof Receipt.Accepted<DesiredApp> accepted && isChange(receipt)) {
      boolean isNew = accepted.outcome() == Receipt.Outcome.CREATED;
      String verb = isNew ? "create" : "update";
      changes.add(new SourceOperations.Change(app, path, verb, accepted.desired()));
    }
    return receipt;
  }

  private static boolean isChange(Receipt<DesiredApp> receipt) {
    return receipt instanceof Receipt.Accepted<DesiredApp> accepted
        && accepted.outcome() != Receipt.Outcome.UNCHANGED;
  }

  private static List<FileError> findings(
      ParsedFile parsedFile, AppDraft draft, Receipt<DesiredApp> receipt) {
    return switch (receipt) {
      case Receipt.Accepted<DesiredApp> accepted -> List.of();
      case Receipt.Invalid<DesiredApp> invalid -> findings(parsedFile, draft, invalid.violations());
      case Receipt.Denied<DesiredApp> denied -> findings(parsedFile, draft, denied.violations());
      case Receipt.Conflict<DesiredApp> conflict -> passing(conflict.message());
      case Receipt.PreconditionFailed<DesiredApp> failed -> passing(failed.message());
      case Receipt.NotFound<DesiredApp> missing -> passing("app is not there: " + missing.name());
    };
  }

  private static List<FileError> findings(
      ParsedFile parsedFile, AppDraft draft, List<Violation> violations) {
    return violations.stream().map(violation -> parsedFile.finding(draft, violation)).toList();
  }

  private static List<FileError> passing(String message) {
    return List.of(new FileError(OptionalInt.empty(), "", message, true));
  }

  /** Deletes what is gone, never with its volumes; or lets it be, for anybody to change. */
  private void leave(OwnedApp ownedApp, List<String> kept) {
    Intake door = intakeFactory.at(tree.confined(), tree.root());
    boolean isThere = door.find(ownedApp.app()).isPresent();
    if (!spec.prune() && isThere) {
      kept.add(ownedApp.app());
      if (!ownedApp.file().isEmpty()) {
        ledger.claim(new OwnedApp(ownedApp.app(), source, "", false));
      }
      return;
    }
    Receipt<DesiredApp> receipt =
        (dryRun ? door.dryRun() : door)
            .remove(ownedApp.app(), false, new Precondition.None(), author());
    if (isChange(receipt) && receipt instanceof Receipt.Accepted<DesiredApp> accepted) {
      changes.add(
          new SourceOperations.Change(
              ownedApp.app(), ownedApp.file(), "delete", accepted.desired()));
    }
    ledger.release(ownedApp.app(), source);
  }
}
