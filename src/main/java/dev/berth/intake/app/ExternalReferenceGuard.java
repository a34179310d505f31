package dev.berth.intake.app;

import dev.berth.port.StatusStore;
import dev.berth.spec.ImageReference;
import dev.berth.spec.policy.ExternalReference;
import dev.berth.spec.policy.ExternalReferences;
import dev.berth.spec.policy.SharedNames;
import dev.berth.spec.validation.AppDraft;
import dev.berth.spec.validation.LabelSelector;
import dev.berth.spec.validation.Violation;
import dev.berth.state.AppStore;
import dev.berth.status.AppStatus;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The walls between apps: decides what an app may name outside of itself. A token with a label
 * selector may name what is of this app, of an app of its selector, or granted; nobody's build may
 * take the name of another app's image. One place for every write; what is not allowed is refused.
 * A refusal never tells whether the thing is there.
 */
public final class ExternalReferenceGuard {
  private final AppStore state;
  private final GrantBook grants;
  private final StatusStore board;
  private final Set<String> catalog;
  private final Caller caller;

  /**
   * Over what is stored.
   *
   * @param catalog images of services that Berth adds
   * @param caller who makes the request at hand
   */
  public ExternalReferenceGuard(
      AppStore state, GrantBook grants, StatusStore board, Set<String> catalog, Caller caller) {
    this.state = state;
    this.grants = grants;
    this.board = board;
    this.catalog = Set.copyOf(catalog);
    this.caller = caller;
  }

  /**
   * Who makes the request at hand.
   *
   * @param scope which apps it may deal with
   * @param isAdmin whether it may do what only admins may
   */
  public record Caller(Supplier<LabelSelector> scope, BooleanSupplier isAdmin) {}

  /** Why the caller may not give an image a name by hand, or empty if it may: an admin may. */
  public Optional<String> tagDenial(String name) {
    ImageReference tag = ImageReference.of(name);
    if (caller.isAdmin().getAsBoolean() || grants.shared().holdsImage(tag)) {
      return Optional.empty();
    }
    boolean isTaken =
        state.all().stream()
            .flatMap(app -> ImageNames.held(app.declared()).stream())
            .anyMatch(held -> ImageReference.of(held).isSame(tag));
    return isReserved(tag)
        ? Optional.of(ExternalReferenceRefusals.reserved(name, "a name of your own"))
        : Optional.of(ExternalReferenceRefusals.taken(name, "a name of your own"))
            .filter(w -> isTaken);
  }

  private boolean isReserved(ImageReference tag) {
    return AppsAround.isBerths(tag)
        || catalog.stream().anyMatch(name -> ImageReference.of(name).isSame(tag));
  }

  /** All that a draft names and may not, with its way out. */
  List<Violation> denials(AppDraft draft) {
    LabelSelector mine = caller.scope().get();
    List<ExternalReference> wanted = ExternalReferences.of(draft);
    boolean isFree = mine.equals(LabelSelector.EVERYTHING);
    if (wanted.stream().noneMatch(one -> !isFree || one instanceof ExternalReference.OfTag)) {
      return List.of();
    }
    AppsAround around = new AppsAround(draft.app(), mine, state.all());
    return wanted.stream()
        .filter(one -> !around.isNamedAlready(one))
        .flatMap(one -> refusal(one, around).map(why -> new Violation(one.path(), why)).stream())
        .distinct()
        .toList();
  }

  private Optional<String> refusal(ExternalReference wanted, AppsAround around) {
    boolean allowed = !around.isScoped() || isAllowed(wanted, around);
    if (!allowed) {
      return Optional.of(ExternalReferenceRefusals.of(wanted, around.app()));
    }
    return wanted instanceof ExternalReference.OfTag tag
        ? taken(tag.name(), around)
        : Optional.empty();
  }

  private boolean isAllowed(ExternalReference wanted, AppsAround around) {
    String name = wanted.name();
    LabelSelector mine = around.scope();
    SharedNames shared = grants.shared();
    return switch (wanted) {
      case ExternalReference.OfVolume volume ->
          around.isEngineName(name) || SharedNames.holds(shared.volumes(), name);
      case ExternalReference.OfNetwork network ->
          around.isEngineName(name) || SharedNames.holds(shared.networks(), name);
      case ExternalReference.OfContainer container ->
          isContainer(name, around) || SharedNames.holds(shared.containers(), name);
      case ExternalReference.OfSecret secret -> grants.secret(name, mine);
      case ExternalReference.OfImage image -> mayRead(name, around);
      case ExternalReference.OfTag tag -> {
        ImageReference reference = ImageReference.of(name);
        yield around.isOwnImageName(reference)
            || shared.holdsImage(reference)
            || isGrantedHost(reference, mine);
      }
      case ExternalReference.OfPush push -> grants.registry(ImageReference.of(name).host(), mine);
    };
  }

  /** The hub's names are everybody's: a login there is no right to a name on the engine. */
  private boolean isGrantedHost(ImageReference reference, LabelSelector mine) {
    return !reference.isOfficial() && grants.registry(reference.host(), mine);
  }

  private boolean mayRead(String name, AppsAround around) {
    ImageReference reference = ImageReference.of(name);
    if (around.isImageName(reference) || grants.shared().holdsImage(reference)) {
      return true;
    }
    return !ImageReference.mayBeId(name)
        && !AppsAround.isBerths(reference)
        && around.builtByStrangers().noneMatch(reference::isSame)
        && (grants.isPublic(reference) || grants.registry(reference.host(), around.scope()));
  }

  /** One that is there under that name; what looks like an id may come to be another's. */
  private boolean isContainer(String name, AppsAround around) {
    return !name.matches("(?i)[0-9a-f]{1,64}")
        && around
            .mine()
            .flatMap(app -> board.find(app.name()).stream())
            .map(AppStatus::services)
            .flatMap(services -> services.values().stream())
            .flatMap(service -> service.containers().stream())
            .anyMatch(container -> container.name().equals(name));
  }

  /** Why no build of this app may give that name, whoever asks. */
  private Optional<String> taken(String name, AppsAround around) {
    ImageReference tag = ImageReference.of(name);
    if (grants.shared().holdsImage(tag) || around.isOwnImageName(tag)) {
      return Optional.empty();
    }
    String instead = "`" + AppsAround.front(around.app()) + "NAME`";
    if (isReserved(tag)) {
      return Optional.of(ExternalReferenceRefusals.reserved(name, instead));
    }
    return around.heldByOthers().anyMatch(tag::isSame)
        ? Optional.of(ExternalReferenceRefusals.taken(name, instead))
        : Optional.empty();
  }
}
