package dev.berth.gitops;

import dev.berth.intake.resource.ResourceKind;
import dev.berth.spec.validation.ResourceDraft;
import dev.berth.spec.validation.Validated;
import dev.berth.spec.validation.Violation;
import dev.berth.state.Resource;
import dev.berth.state.SourceInventory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Sources among the kinds: checked, shown without their secrets, told by their last sync. */
public final class SourceKind implements ResourceKind {
  /** Who has declared a source that stands in the settings. */
  static final String FROM = "berth.dev/from";

  static final String SETTINGS = "settings";

  private static final Set<String> SECRETS = Set.of("password", "token", "privateKey", "secret");

  private final SealedValues sealedValues;
  private final SourceInventory ledger;
  private final SourceRoots roots;
  private final Set<String> fixed = ConcurrentHashMap.newKeySet();
  private volatile Consumer<String> listener = name -> {};

  /** What is secret goes through the vault. */
  public SourceKind(dev.berth.state.secret.Vault vault, SourceInventory ledger, SourceRoots roots) {
    this.roots = roots;
    this.sealedValues = new SealedValues(vault);
    this.ledger = ledger;
  }

  @Override
  public String name() {
    return "Source";
  }

  @Override
  public String plural() {
    return "sources";
  }

  void listen(Consumer<String> to) {
    listener = to;
  }

  /** From now on only the settings say what this one is. */
  void fix(String source) {
    fixed.add(source);
  }

  @Override
  public Validated<Map<String, Object>> check(ResourceDraft draft, Optional<Resource> stored) {
    if (fixed.contains(draft.name())) {
      return new Validated.Invalid<>(List.of(new Violation("", settled(draft.name()))));
    }
    return SourceReader.read(sealedValues, draft, stored);
  }

  @Override
  public List<Violation> denials(ResourceDraft draft, Optional<Resource> stored) {
    return roots.denials(draft.spec(), stored.map(Resource::spec).orElse(Map.of())).stream()
        .map(v -> new Violation(draft.path(v.path()), v.message()))
        .toList();
  }

  private static String settled(String source) {
    return "source "
        + source
        + " is declared by the settings berth.sources."
        + source
        + ".*: change it there";
  }

  @Override
  public Map<String, Object> show(Resource resource) {
    Map<String, Object> shown = new LinkedHashMap<>(resource.spec());
    shown.remove("webhookSecret");
    for (String key : List.of("credentials", "notify", "commitStatus")) {
      Optional.ofNullable(shown.get(key))
          .flatMap(SourceFields::map)
          .ifPresent(map -> {
            map.keySet().removeAll(SECRETS);
            if (key.equals("notify")) {
              map.remove("url");
            }
            shown.put(key, map);
          });
    }
    return shown;
  }

  @Override
  public Map<String, Object> status(Resource resource) {
    return ledger.report(resource.name()).orElseGet(SourceStatus.NONE::tree);
  }

  @Override
  public Optional<String> removalObstacle(Resource resource) {
    return fixed.contains(resource.name())
        ? Optional.of(settled(resource.name()))
        : Optional.empty();
  }

  @Override
  public void changed(String name) {
    listener.accept(name);
  }
}
