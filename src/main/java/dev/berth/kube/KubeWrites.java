package dev.berth.kube;

import dev.berth.intake.Amendments;
import dev.berth.intake.Declared;
import dev.berth.intake.Intake;
import dev.berth.intake.Ledger;
import dev.berth.intake.Precondition;
import dev.berth.intake.Receipt;
import dev.berth.intake.ResourceKind;
import dev.berth.intake.Resources;
import dev.berth.spec.DesiredApp;
import dev.berth.spec.Resource;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Writes as the Kubernetes API has them, through the one way in. */
@Singleton
class KubeWrites {
  private static final int SUFFIX = 5;

  private final Intake intake;
  private final Resources resources;
  private final Ledger ledger;
  private final Amendments amendments;

  KubeWrites(Intake intake, Resources resources, Ledger ledger, Amendments amendments) {
    this.intake = intake;
    this.resources = resources;
    this.ledger = ledger;
    this.amendments = amendments;
  }

  /** What was written, and whether it is new. */
  record Written(Declared thing, boolean created) {}

  Written create(Served served, Map<String, Object> tree, Ask ask) {
    Map<String, Object> named = named(tree);
    Managers managers =
        Managers.NONE.updated(ask.manager(), Map.of(), Trees.canonical(served, named));
    return first(served, new Changes.Next(named, managers), ask);
  }

  private static Map<String, Object> named(Map<String, Object> tree) {
    Map<String, Object> metadata = new LinkedHashMap<>(KubeObjects.metadata(tree));
    String prefix = KubeObjects.text(metadata, "generateName");
    if (KubeObjects.text(metadata, "name").isEmpty() && !prefix.isEmpty()) {
      metadata.put("name", prefix + UUID.randomUUID().toString().substring(0, SUFFIX));
    }
    Map<String, Object> named = new LinkedHashMap<>(tree);
    named.put("metadata", metadata);
    return named;
  }

  private Written first(Served served, Changes.Next next, Ask ask) {
    String name = KubeObjects.text(KubeObjects.metadata(next.tree()), "name");
    Receipt<?> receipt =
        served == Served.APPS
            ? door(ask)
                .put(
                    Trees.app(next.tree(), next.managers(), ask),
                    new Precondition.Absent(),
                    ask.author())
            : put(served, next, ask);
    if (receipt instanceof Receipt.PreconditionFailed<?>) {
      throw new KubeException(
          409,
          "AlreadyExists",
          served.plural() + ".berth.dev \"" + name + "\" already exists",
          KubeException.details(served, name, java.util.List.of()));
    }
    return new Written(declared(served, name, receipt), true);
  }

  private Receipt<Resource> put(Served served, Changes.Next next, Ask ask) {
    ResourceKind kind = kind(served);
    var draft = Trees.resource(served, next.tree(), next.managers(), ask);
    return ask.dryRun()
        ? resources.rehearse(kind, draft, new Precondition.Absent())
        : resources.put(kind, draft, new Precondition.Absent());
  }

  /** Changes what is there. */
  Written change(Served served, String name, Changes.Change change, Ask ask) {
    Receipt<?> receipt =
        served == Served.APPS ? app(name, change, ask) : other(served, name, change, ask);
    return new Written(declared(served, name, receipt), false);
  }

  private Receipt<DesiredApp> app(String name, Changes.Change change, Ask ask) {
    return amendments.amend(
        door(ask),
        name,
        new Precondition.None(),
        ask.author(),
        before -> {
          Changes.Next next = change.from(ledger.of(before));
          return Trees.app(next.tree(), next.managers(), ask);
        });
  }

  private Receipt<Resource> other(Served served, String name, Changes.Change change, Ask ask) {
    ResourceKind kind = kind(served);
    return amendments.amend(
        resources,
        kind,
        name,
        new Precondition.None(),
        ask.dryRun(),
        before -> {
          Changes.Next next = change.from(ledger.of(kind, before));
          return Trees.resource(served, next.tree(), next.managers(), ask);
        });
  }

  /** Server-side apply: of what is there, or of something new. */
  Written apply(Served served, String name, Map<String, Object> tree, Ask ask) {
    return ledger.find(served.kind(), name).isPresent()
        ? change(served, name, Changes.apply(served, tree, ask), ask)
        : first(served, Changes.first(served, tree, ask), ask);
  }

  /** Wants something gone; volumes stay. */
  Declared delete(Served served, Declared thing, Ask ask) {
    Receipt<?> receipt =
        switch (thing) {
          case Declared.OfApp app ->
              door(ask).remove(app.name(), false, new Precondition.None(), ask.author());
          case Declared.OfResource other when ask.dryRun() ->
              new Receipt.Accepted<>(Receipt.Outcome.UPDATED, other.resource());
          case Declared.OfResource other ->
              resources.remove(other.type(), other.name(), new Precondition.None());
        };
    return declared(served, thing.name(), receipt);
  }

  private Declared declared(Served served, String name, Receipt<?> receipt) {
    return switch (Refusals.accepted(served, name, receipt).desired()) {
      case DesiredApp app -> ledger.of(app);
      case Resource other -> ledger.of(kind(served), other);
      default -> throw new IllegalStateException("is neither app nor resource: " + receipt);
    };
  }

  private Intake door(Ask ask) {
    return ask.dryRun() ? intake.rehearsal() : intake;
  }

  private ResourceKind kind(Served served) {
    return resources
        .kind(served.plural())
        .orElseThrow(() ->
            KubeException.of(404, "NotFound", "this Berth does not keep any " + served.plural()));
  }
}
