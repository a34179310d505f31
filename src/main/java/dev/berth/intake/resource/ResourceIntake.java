package dev.berth.intake.resource;

import dev.berth.intake.receipt.Precondition;
import dev.berth.intake.receipt.Receipt;
import dev.berth.intake.receipt.Retries;
import dev.berth.spec.validation.ResourceDraft;
import dev.berth.spec.validation.Validated;
import dev.berth.spec.validation.Violation;
import dev.berth.state.Resource;
import dev.berth.state.ResourceStore;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;

/** The one way in for everything declared beside apps: checks, stores, and tells its kind. */
public final class ResourceIntake {
  private final ResourceStore state;
  private final List<ResourceKind> kinds;
  private final InstantSource clock;
  private final BiConsumer<ResourceKind, String> tell;

  public ResourceIntake(ResourceStore state, List<ResourceKind> kinds, InstantSource clock) {
    this(state, kinds, clock, ResourceKind::changed);
  }

  private ResourceIntake(
      ResourceStore state,
      List<ResourceKind> kinds,
      InstantSource clock,
      BiConsumer<ResourceKind, String> tell) {
    this.state = state;
    this.kinds = List.copyOf(kinds);
    this.clock = clock;
    this.tell = tell;
  }

  /** The same, with changes told to somebody else than their kinds. */
  public ResourceIntake telling(BiConsumer<ResourceKind, String> instead) {
    return new ResourceIntake(state, kinds, clock, instead);
  }

  /** All kinds that this Berth knows. */
  public List<ResourceKind> kinds() {
    return kinds;
  }

  /** The kind of that plural or name. */
  public Optional<ResourceKind> kind(String word) {
    return kinds.stream().filter(k -> k.plural().equals(word) || k.name().equals(word)).findFirst();
  }

  public Optional<Resource> find(ResourceKind kind, String name) {
    return state.find(kind.name(), name);
  }

  /** All of a kind, in name order. */
  public List<Resource> all(ResourceKind kind) {
    return state.all(kind.name());
  }

  /** Stores a resource, new or in place of the one of that name. */
  public Receipt<Resource> put(ResourceKind kind, ResourceDraft draft, Precondition precondition) {
    return write(kind, draft, precondition, false);
  }

  /** Says what {@link #put} would store; nothing is written or tried. */
  public Receipt<Resource> dryRun(
      ResourceKind kind, ResourceDraft draft, Precondition precondition) {
    return write(kind, draft, precondition, true);
  }

  private Receipt<Resource> write(
      ResourceKind kind, ResourceDraft asked, Precondition precondition, boolean dryRun) {
    ResourceDraft draft = asked.keeping(kind::keepsAnnotation);
    List<Violation> denials = kind.denials(draft, find(kind, draft.name()));
    if (!denials.isEmpty()) {
      return new Receipt.Denied<>(denials);
    }
    return switch (checked(kind, draft, dryRun)) {
      case Validated.Invalid<Map<String, Object>> invalid ->
          new Receipt.Invalid<>(invalid.violations());
      case Validated.Valid<Map<String, Object>> valid ->
          Retries.of(() -> save(kind, draft, valid.value(), precondition, dryRun));
    };
  }

  /** What of a draft would be stored, tried against the world unless it is a dry run. */
  public Validated<Map<String, Object>> checked(
      ResourceKind kind, ResourceDraft draft, boolean dryRun) {
    Validated<Map<String, Object>> validated = kind.check(draft, find(kind, draft.name()));
    return !dryRun && validated instanceof Validated.Valid<Map<String, Object>> valid
        ? kind.attempt(draft, valid.value())
        : validated;
  }

  /** Stores what was checked. */
  public Receipt<Resource> save(
      ResourceKind kind,
      ResourceDraft asked,
      Map<String, Object> spec,
      Precondition precondition,
      boolean dryRun) {
    ResourceDraft draft = asked.keeping(kind::keepsAnnotation);
    Optional<Resource> before = find(kind, draft.name());
    Optional<String> breach = precondition.breach(before.map(Resource::resourceVersion));
    if (breach.isPresent()) {
      return new Receipt.PreconditionFailed<>(breach.get());
    }
    Resource next = before.map(b -> replaced(b, draft, spec)).orElseGet(() -> first(draft, spec));
    if (before.isPresent() && before.get().equals(next)) {
      return new Receipt.Accepted<>(Receipt.Outcome.UNCHANGED, next);
    }
    Receipt.Outcome outcome =
        before.isPresent() ? Receipt.Outcome.UPDATED : Receipt.Outcome.CREATED;
    if (dryRun) {
      return new Receipt.Accepted<>(outcome, next);
    }
    Resource stored = state.save(before.map(Resource::resourceVersion).orElse(0L), next);
    tell.accept(kind, stored.name());
    return new Receipt.Accepted<>(outcome, stored);
  }

  private Resource first(ResourceDraft draft, Map<String, Object> spec) {
    return new Resource(
        draft.kind(),
        draft.name(),
        UUID.randomUUID().toString(),
        1,
        0,
        draft.labels(),
        draft.annotations(),
        draft.managers(),
        spec,
        clock.instant());
  }

  private static Resource replaced(Resource before, ResourceDraft draft, Map<String, Object> spec) {
    boolean sameSpec = before.spec().equals(spec);
    return new Resource(
        before.kind(),
        before.name(),
        before.uid(),
        before.generation() + (sameSpec ? 0 : 1),
        before.resourceVersion(),
        draft.labels(),
        draft.annotations(),
        draft.managers().isEmpty() ? before.managers() : draft.managers(),
        spec,
        before.createdAt());
  }

  /** Forgets a resource. */
  public Receipt<Resource> remove(ResourceKind kind, String name, Precondition precondition) {
    Receipt<Resource> receipt = dryRunRemoval(kind, name, precondition);
    if (receipt instanceof Receipt.Accepted<Resource> gone) {
      state.forget(kind.name(), name, gone.desired().uid());
      tell.accept(kind, name);
    }
    return receipt;
  }

  /** Says what {@link #remove} would answer; nothing goes. */
  public Receipt<Resource> dryRunRemoval(
      ResourceKind kind, String name, Precondition precondition) {
    Optional<Resource> before = find(kind, name);
    if (before.isEmpty()) {
      return new Receipt.NotFound<>(name);
    }
    Optional<String> breach = precondition.breach(before.map(Resource::resourceVersion));
    if (breach.isPresent()) {
      return new Receipt.PreconditionFailed<>(breach.get());
    }
    Optional<String> obstacle = kind.removalObstacle(before.get());
    return obstacle.isPresent()
        ? new Receipt.Conflict<>(obstacle.get())
        : new Receipt.Accepted<>(Receipt.Outcome.UPDATED, before.get());
  }
}
