package dev.berth.intake.bulk;

import dev.berth.intake.app.Intake;
import dev.berth.intake.read.DeclaredResource;
import dev.berth.intake.read.ResourceQueries;
import dev.berth.intake.receipt.Precondition;
import dev.berth.intake.receipt.Receipt;
import dev.berth.intake.resource.ResourceIntake;
import dev.berth.intake.resource.ResourceKind;
import dev.berth.manifest.ManifestReader.Document;
import dev.berth.manifest.ManifestReader.Manifest;
import dev.berth.port.WatchLog;
import dev.berth.spec.validation.LabelSelector;
import dev.berth.spec.validation.Validated;
import dev.berth.spec.validation.Violation;
import dev.berth.state.DesiredApp;
import dev.berth.state.Resource;
import dev.berth.state.Transaction;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The documents of one stream: checked together, all of them, and then stored in one transaction or
 * not at all. Whoever acts on a change hears of it after the transaction.
 */
public final class MultiDocumentApply {
  private final Intake intake;
  private final ResourceIntake resourceIntake;
  private final ResourceQueries resourceQueries;
  private final Transaction transaction;
  private final WatchLog watchLog;
  private final Consumer<String> wake;
  private final Supplier<LabelSelector> scope;

  /** Over what single writes use; {@code wake} is called with the name of each changed app. */
  public MultiDocumentApply(
      Intake intake,
      ResourceIntake resourceIntake,
      ResourceQueries resourceQueries,
      Transaction transaction,
      WatchLog watchLog,
      Consumer<String> wake,
      Supplier<LabelSelector> scope) {
    this.wake = wake;
    this.scope = scope;
    this.intake = intake;
    this.resourceIntake = resourceIntake;
    this.resourceQueries = resourceQueries;
    this.transaction = transaction;
    this.watchLog = watchLog;
  }

  /** What to do with a document whose name is taken. */
  public enum Mode {
    /** Another one of that name is a conflict. */
    CREATE,
    /** The document takes its place. */
    APPLY
  }

  /** What became of one document. */
  public record Done(Receipt.Outcome outcome, DeclaredResource thing) {}

  /** Says what {@link #write} would do; nothing is stored or tried. */
  public Receipt<List<Done>> dryRun(Manifest manifest, Mode mode, String author) {
    List<Violation> violations = new ArrayList<>(manifest.violations());
    List<Done> done = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    boolean denied = false;
    for (Document document : manifest.documents()) {
      if (!seen.add(title(document))) {
        violations.add(
            new Violation(
                document.place() + "metadata.name", title(document) + " is there already"));
        continue;
      }
      switch (dryRun(document, mode, author)) {
        case Receipt.Accepted<Done> accepted -> done.add(accepted.desired());
        case Receipt.Invalid<Done> invalid -> add(document, invalid.violations(), violations);
        case Receipt.Denied<Done> refused -> {
          denied = true;
          add(document, refused.violations(), violations);
        }
        case Receipt<Done> other -> {
          return Receipt.refusal(other);
        }
      }
    }
    if (violations.isEmpty()) {
      return new Receipt.Accepted<>(outcome(done), done);
    }
    return denied ? new Receipt.Denied<>(violations) : new Receipt.Invalid<>(violations);
  }

  private static void add(Document document, List<Violation> found, List<Violation> all) {
    found.forEach(v -> all.add(new Violation(document.place() + v.path(), v.message())));
  }

  private static String title(Document document) {
    return switch (document) {
      case Document.OfApp app -> "App " + app.draft().app().name();
      case Document.OfResource other -> other.draft().kind() + " " + other.draft().name();
    };
  }

  private Receipt<Done> dryRun(Document document, Mode mode, String author) {
    return switch (document) {
      case Document.OfApp app -> done(app(intake.dryRun(), app, mode, author));
      case Document.OfResource other ->
          resourceIntake
              .kind(other.draft().kind())
              .filter(kind -> scope.get().equals(LabelSelector.EVERYTHING))
              .map(kind -> dryRun(kind, other, mode))
              .orElseGet(() -> unserved(other.draft().kind()));
    };
  }

  private Receipt<Done> dryRun(ResourceKind kind, Document.OfResource document, Mode mode) {
    Receipt<Resource> receipt =
        resourceIntake.dryRun(kind, document.draft(), new Precondition.None());
    return mode == Mode.CREATE ? unlessOther(kind, receipt) : done(kind, receipt);
  }

  private static Receipt<Done> unserved(String kind) {
    return new Receipt.Invalid<>(
        List.of(
            new Violation(
                "kind", "nothing of kind " + kind + " can be declared here with this token")));
  }

  private Receipt<Done> unlessOther(ResourceKind kind, Receipt<Resource> receipt) {
    return receipt instanceof Receipt.Accepted<Resource> accepted
            && accepted.outcome() == Receipt.Outcome.UPDATED
        ? new Receipt.Conflict<>(
            accepted.desired().name() + " exists and is another one; PUT replaces it")
        : done(kind, receipt);
  }

  /** Stores all documents, or none. */
  public Receipt<List<Done>> write(Manifest manifest, Mode mode, String author) {
    Receipt<List<Done>> dryRun = dryRun(manifest, mode, author);
    if (!(dryRun instanceof Receipt.Accepted<List<Done>>)) {
      return dryRun;
    }
    List<Violation> refused = new ArrayList<>();
    List<Attempt> attempts = attempts(manifest, mode, author, refused);
    if (!refused.isEmpty()) {
      return new Receipt.Invalid<>(refused);
    }
    List<Runnable> news = new ArrayList<>();
    try (WatchLog.Turn turn = watchLog.turn()) {
      List<Done> done = transaction.write(() -> attempts.stream().map(a -> a.store(news)).toList());
      turn.keep();
      news.forEach(Runnable::run);
      return new Receipt.Accepted<>(outcome(done), done);
    } catch (RefusedReceipt e) {
      return Receipt.refusal(e.receipt());
    }
  }

  private interface Attempt {
    Done store(List<Runnable> news);
  }

  /** What can only be tried against the world is tried before anything is stored. */
  private List<Attempt> attempts(
      Manifest manifest, Mode mode, String author, List<Violation> refused) {
    List<Attempt> attempts = new ArrayList<>();
    for (Document document : manifest.documents()) {
      switch (document) {
        case Document.OfApp app ->
            attempts.add(news -> stored(app(telling(news), app, mode, author)));
        case Document.OfResource other -> {
          switch (resourceIntake.checked(kind(other), other.draft(), false)) {
            case Validated.Invalid<Map<String, Object>> bad ->
                add(document, bad.violations(), refused);
            case Validated.Valid<Map<String, Object>> good ->
                attempts.add(news -> stored(other, good.value(), news));
          }
        }
      }
    }
    return attempts;
  }

  private Intake telling(List<Runnable> news) {
    return intake.waking(name -> news.add(() -> wake.accept(name)));
  }

  private static Receipt<DesiredApp> app(
      Intake door, Document.OfApp app, Mode mode, String author) {
    return mode == Mode.CREATE
        ? door.create(app.draft(), author)
        : door.put(app.draft(), new Precondition.None(), author);
  }

  private Done stored(Receipt<DesiredApp> receipt) {
    return accepted(done(receipt));
  }

  private Done stored(Document.OfResource other, Map<String, Object> spec, List<Runnable> news) {
    ResourceKind kind = kind(other);
    ResourceIntake told =
        resourceIntake.telling((type, name) -> news.add(() -> type.changed(name)));
    return accepted(
        done(kind, told.save(kind, other.draft(), spec, new Precondition.None(), false)));
  }

  private static Done accepted(Receipt<Done> receipt) {
    if (receipt instanceof Receipt.Accepted<Done> accepted) {
      return accepted.desired();
    }
    throw new RefusedReceipt(receipt);
  }

  private Receipt<Done> done(Receipt<DesiredApp> receipt) {
    return receipt instanceof Receipt.Accepted<DesiredApp> accepted
        ? new Receipt.Accepted<>(
            accepted.outcome(),
            new Done(accepted.outcome(), resourceQueries.of(accepted.desired())))
        : Receipt.refusal(receipt);
  }

  private Receipt<Done> done(ResourceKind kind, Receipt<Resource> receipt) {
    return receipt instanceof Receipt.Accepted<Resource> accepted
        ? new Receipt.Accepted<>(
            accepted.outcome(),
            new Done(accepted.outcome(), resourceQueries.of(kind, accepted.desired())))
        : Receipt.refusal(receipt);
  }

  private ResourceKind kind(Document.OfResource document) {
    return resourceIntake
        .kind(document.draft().kind())
        .orElseThrow(() -> new IllegalStateException("no kind " + document.draft().kind()));
  }

  private static Receipt.Outcome outcome(List<Done> done) {
    return done.stream().map(Done::outcome).min(Enum::compareTo).orElse(Receipt.Outcome.UNCHANGED);
  }
}
