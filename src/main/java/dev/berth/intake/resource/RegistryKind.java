package dev.berth.intake.resource;

import dev.berth.port.RegistryTrial;
import dev.berth.port.RegistryTrial.Account;
import dev.berth.spec.policy.Grants;
import dev.berth.spec.validation.ResourceDraft;
import dev.berth.spec.validation.Validated;
import dev.berth.spec.validation.Violation;
import dev.berth.state.Resource;
import dev.berth.state.secret.Vault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Logins at registries: tried before they are stored, sealed, and never shown again. */
public final class RegistryKind implements ResourceKind {
  public static final String NAME = "Registry";
  public static final String USERNAME = "username";
  public static final String PASSWORD = "password";
  public static final String TOKEN = "token";
  private static final Set<String> KEYS = Set.of(USERNAME, PASSWORD, TOKEN, Grants.KEY);
  private static final Set<String> SECRETS = Set.of(PASSWORD, TOKEN);

  /** A host name or address, with a port where need be. */
  private static final Pattern HOST =
      Pattern.compile("(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\\.)*+[a-z0-9-]+(?::\\d{1,5})?");

  private static final Set<String> HUB =
      Set.of("index.docker.io", "registry-1.docker.io", "registry.hub.docker.com");

  private final Vault vault;
  private final RegistryTrial trial;

  /** With what keeps the credentials and what tries them. */
  public RegistryKind(Vault vault, RegistryTrial trial) {
    this.vault = vault;
    this.trial = trial;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String plural() {
    return "registries";
  }

  @Override
  public Validated<Map<String, Object>> check(ResourceDraft draft, Optional<Resource> stored) {
    List<Violation> violations = new ArrayList<>(draft.violations());
    host(draft, violations);
    for (String key : new TreeSet<>(draft.spec().keySet())) {
      if (!KEYS.contains(key)) {
        violations.add(
            new Violation(
                draft.path(key), "is not known; known: " + String.join(", ", new TreeSet<>(KEYS))));
      } else if (!key.equals(Grants.KEY)
          && (!(draft.spec().get(key) instanceof String text) || text.isBlank())) {
        violations.add(new Violation(draft.path(key), "must be a text"));
      }
    }
    List<String> grants =
        Grants.read(draft.path(Grants.KEY), draft.spec().get(Grants.KEY), violations);
    boolean hasToken = draft.spec().containsKey(TOKEN);
    boolean hasUser = draft.spec().containsKey(USERNAME) && draft.spec().containsKey(PASSWORD);
    boolean hasPart = draft.spec().containsKey(USERNAME) || draft.spec().containsKey(PASSWORD);
    if (violations.isEmpty() && (hasToken ? hasPart : !hasUser)) {
      violations.add(
          new Violation(
              draft.path(USERNAME), "send username and password, or token in place of both"));
    }
    return violations.isEmpty()
        ? new Validated.Valid<>(sealed(draft, stored, grants))
        : new Validated.Invalid<>(violations);
  }

  private static void host(ResourceDraft draft, List<Violation> violations) {
    if (HUB.contains(draft.name())) {
      violations.add(
          new Violation("metadata.name", "Docker's hub is named docker.io: send it as that"));
    } else if (!HOST.matcher(draft.name()).matches()) {
      violations.add(
          new Violation(
              "metadata.name",
              "`"
                  + draft.name()
                  + "` must be the host of a registry as image names begin with it, such as"
                  + " docker.io or registry.example.org:5000"));
    }
  }

  /** What is as it was keeps its seal, so that the same request changes nothing. */
  private Map<String, Object> sealed(
      ResourceDraft draft, Optional<Resource> stored, List<String> grants) {
    Map<String, Object> spec = new LinkedHashMap<>();
    for (String key : List.of(USERNAME, PASSWORD, TOKEN)) {
      if (draft.spec().get(key) instanceof String text) {
        Optional<String> before =
            stored.map(Resource::spec).map(old -> old.get(key)).map(String::valueOf);
        spec.put(
            key,
            SECRETS.contains(key)
                ? before.filter(seal -> isSame(seal, text)).orElseGet(() -> vault.seal(text))
                : text);
      }
    }
    if (!grants.isEmpty()) {
      spec.put(Grants.KEY, grants);
    }
    return spec;
  }

  private boolean isSame(String seal, String text) {
    try {
      return !vault.isStale(seal) && vault.open(seal).equals(text);
    } catch (Vault.Unreadable e) {
      return false;
    }
  }

  @Override
  public Validated<Map<String, Object>> attempt(ResourceDraft draft, Map<String, Object> spec) {
    Optional<String> refusal = trial.refusal(draft.name(), account(spec, vault));
    return refusal.isEmpty()
        ? new Validated.Valid<>(spec)
        : new Validated.Invalid<>(
            List.of(
                new Violation(
                    draft.path(spec.containsKey(TOKEN) ? TOKEN : PASSWORD), refusal.get())));
  }

  private static Account account(Map<String, Object> spec, Vault vault) {
    return new Account(
        text(spec.get(USERNAME)),
        opened(spec.get(PASSWORD), vault).orElse(""),
        opened(spec.get(TOKEN), vault));
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }

  private static Optional<String> opened(@Nullable Object seal, Vault vault) {
    return Optional.ofNullable(seal).map(Object::toString).map(vault::open);
  }

  /** A login as {@code docker login} shows one: who, never with what. */
  @Override
  public Map<String, Object> show(Resource resource) {
    Map<String, Object> shown = new LinkedHashMap<>(resource.spec());
    shown.keySet().removeAll(SECRETS);
    return shown;
  }

  @Override
  public Map<String, Object> status(Resource resource) {
    return Map.of("login", resource.spec().containsKey(TOKEN) ? TOKEN : PASSWORD);
  }

  /** The credentials of a stored login. */
  public static Account account(Resource resource, Vault vault) {
    return account(resource.spec(), vault);
  }
}
