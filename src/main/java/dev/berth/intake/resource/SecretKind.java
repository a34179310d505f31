package dev.berth.intake.resource;

import dev.berth.spec.policy.Grants;
import dev.berth.spec.validation.ResourceDraft;
import dev.berth.spec.validation.Validated;
import dev.berth.spec.validation.Violation;
import dev.berth.state.Resource;
import dev.berth.state.secret.SecretSpec;
import dev.berth.state.secret.Secrets;
import dev.berth.state.secret.Vault;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Values that nobody is shown: sealed as soon as they are read. */
public final class SecretKind implements ResourceKind {
  private static final String STRING_DATA = "stringData";

  /** What answers show in place of the values; coming back it says nothing. */
  private static final String SHOWN = "keys";

  private static final Set<String> KEYS =
      new TreeSet<>(Set.of(SecretSpec.DATA, STRING_DATA, SecretSpec.VALUE, SHOWN, Grants.KEY));

  /** Keys that say nothing of the values: those that are stored stay. */
  private static final Set<String> SILENT = Set.of(SHOWN, Grants.KEY);

  private static final String KEY_RULE = "[A-Za-z0-9._-]{1,253}";
  private static final int MOST_KEYS = 100;

  /** In place of a value, in a draft: the one that is stored. No document can say it. */
  public enum Kept {
    AS_STORED
  }

  private final Vault vault;
  private final Consumer<String> changed;

  /** {@code changed} hears the names of secrets that were stored or removed. */
  public SecretKind(Vault vault, Consumer<String> changed) {
    this.vault = vault;
    this.changed = changed;
  }

  @Override
  public String name() {
    return Secrets.KIND;
  }

  @Override
  public String plural() {
    return "secrets";
  }

  @Override
  public Validated<Map<String, Object>> check(ResourceDraft draft, Optional<Resource> stored) {
    List<Violation> violations = ResourceNames.check(draft);
    SortedMap<String, String> values = values(draft, violations);
    SortedMap<String, String> before =
        stored.map(s -> SecretSpec.seals(s.spec())).orElseGet(TreeMap::new);
    List<String> grants =
        Grants.read(draft.path(Grants.KEY), draft.spec().get(Grants.KEY), violations);
    Set<String> kept = kept(draft, before.keySet(), violations);
    boolean says = draft.spec().keySet().stream().anyMatch(key -> !SILENT.contains(key));
    if (!says && before.isEmpty()) {
      violations.add(new Violation(draft.path(SecretSpec.DATA), "needs at least one key"));
    }
    if (!violations.isEmpty()) {
      return new Validated.Invalid<>(violations);
    }
    if (!says) {
      return new Validated.Valid<>(SecretSpec.of(before, grants));
    }
    SortedMap<String, String> seals = sealed(values, before);
    before.forEach((key, seal) -> {
      if (kept.contains(key)) {
        seals.putIfAbsent(key, seal);
      }
    });
    return new Validated.Valid<>(SecretSpec.of(seals, grants));
  }

  /** Whose values stay, though the draft says something of others. */
  private static Set<String> kept(
      ResourceDraft draft, Set<String> stored, List<Violation> violations) {
    Set<String> kept = new TreeSet<>();
    if (draft.spec().get(SecretSpec.DATA) instanceof Map<?, ?> data) {
      data.forEach((key, value) -> {
        if (value == Kept.AS_STORED) {
          kept.add(String.valueOf(key));
        }
      });
    }
    for (String key : kept) {
      if (!stored.contains(key)) {
        String path = draft.path(SecretSpec.DATA) + "." + key;
        violations.add(new Violation(path, "has no value yet, so it needs one"));
      }
    }
    return kept;
  }

  private static SortedMap<String, String> values(ResourceDraft draft, List<Violation> violations) {
    SortedMap<String, String> values = new TreeMap<>();
    for (Map.Entry<String, Object> entry : new TreeMap<>(draft.spec()).entrySet()) {
      String key = entry.getKey();
      String path = draft.path(key);
      Object value = entry.getValue();
      switch (key) {
        case SHOWN, Grants.KEY -> {}
        case SecretSpec.VALUE -> value(path, SecretSpec.VALUE, value, values, violations);
        case SecretSpec.DATA, STRING_DATA -> data(path, value, values, violations);
        default -> violations.add(new Violation(path, "unknown key; known: " + KEYS));
      }
    }
    if (values.size() > MOST_KEYS) {
      violations.add(
          new Violation(draft.path(SecretSpec.DATA), "has more than " + MOST_KEYS + " keys"));
    }
    return values;
  }

  private static void data(
      String path, Object data, Map<String, String> values, List<Violation> violations) {
    if (data instanceof Map<?, ?> map) {
      map.forEach(
          (key, value) -> value(path + "." + key, String.valueOf(key), value, values, violations));
    } else {
      violations.add(new Violation(path, "must be a map of texts"));
    }
  }

  /** No message may show the value. */
  private static void value(
      String path,
      String key,
      @Nullable Object value,
      Map<String, String> values,
      List<Violation> violations) {
    if (value == Kept.AS_STORED) {
      return;
    }
    if (!key.matches(KEY_RULE)) {
      violations.add(new Violation(path, "keys are letters, digits, ., _ and -"));
    } else if (!(value instanceof String || value instanceof Number || value instanceof Boolean)) {
      violations.add(new Violation(path, "must be a text"));
    } else if (value.toString().indexOf('\0') >= 0) {
      violations.add(new Violation(path, "must not hold a NUL"));
    } else {
      values.put(key, value.toString());
    }
  }

  /** What says the same keeps its seal: no two seals are equal, and nothing has changed. */
  private SortedMap<String, String> sealed(
      SortedMap<String, String> values, SortedMap<String, String> before) {
    SortedMap<String, String> seals = new TreeMap<>();
    values.forEach((key, value) -> {
      Optional<String> seal = Optional.ofNullable(before.get(key)).filter(s -> opens(s, value));
      seals.put(key, seal.orElseGet(() -> vault.seal(value)));
    });
    return seals;
  }

  private boolean opens(String seal, String value) {
    try {
      return !vault.isStale(seal) && vault.open(seal).equals(value);
    } catch (Vault.Unreadable e) {
      return false;
    }
  }

  @Override
  public Map<String, Object> show(Resource resource) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put(SHOWN, List.copyOf(SecretSpec.seals(resource.spec()).keySet()));
    if (resource.spec().containsKey(Grants.KEY)) {
      shown.putAll(Map.of(Grants.KEY, resource.spec().getOrDefault(Grants.KEY, List.of())));
    }
    return shown;
  }

  /** What kubectl writes down of what it last applied: the values, readable. */
  @Override
  public boolean keepsAnnotation(String key) {
    return !key.equals("kubectl.kubernetes.io/last-applied-configuration");
  }

  @Override
  public void changed(String name) {
    changed.accept(name);
  }
}
