package dev.berth.intake.resource;

import dev.berth.spec.policy.Role;
import dev.berth.spec.validation.LabelSelector;
import dev.berth.spec.validation.ResourceDraft;
import dev.berth.spec.validation.Validated;
import dev.berth.spec.validation.Violation;
import dev.berth.state.Resource;
import dev.berth.state.secret.TokenValue;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One writing of a token: its rules, and the value where a new one is made. */
final class TokenIssue implements ResourceKind {
  private static final String EXPIRY = "expiresAt";
  private static final Set<String> KEYS = Set.of("role", "labelSelector", EXPIRY, "expiry");
  private static final Pattern TERM = Pattern.compile("(\\d{1,6})([smhdw])");

  private final String fresh;
  private final boolean renews;
  private final Instant now;
  private final Runnable changed;

  /**
   * For one request.
   *
   * @param fresh the value for a token that needs one
   * @param renews whether a token that is there needs one
   */
  TokenIssue(String fresh, boolean renews, Instant now, Runnable changed) {
    this.fresh = fresh;
    this.renews = renews;
    this.now = now;
    this.changed = changed;
  }

  @Override
  public String name() {
    return TokenValue.KIND;
  }

  @Override
  public String plural() {
    return "tokens";
  }

  @Override
  public Validated<Map<String, Object>> check(ResourceDraft draft, Optional<Resource> stored) {
    List<Violation> violations = ResourceNames.check(draft);
    if (draft.name().equals("admin")) {
      violations.add(
          new Violation("metadata.name", "`admin` is the token of the file admin-token"));
    }
    for (String key : new TreeSet<>(draft.spec().keySet())) {
      if (!KEYS.contains(key)) {
        violations.add(
            new Violation(draft.path(key), "unknown key; known: " + new TreeSet<>(KEYS)));
      }
    }
    Map<String, Object> spec = new LinkedHashMap<>();
    role(draft, violations).ifPresent(role -> spec.put("role", role.word()));
    selector(draft, violations).ifPresent(text -> spec.put("labelSelector", text));
    expiry(draft, violations).ifPresent(at -> spec.put(EXPIRY, at.toString()));
    spec.put(TokenValue.HASH, hash(stored));
    return violations.isEmpty() ? new Validated.Valid<>(spec) : new Validated.Invalid<>(violations);
  }

  private Object hash(Optional<Resource> stored) {
    return stored
        .filter(s -> !renews)
        .map(s -> s.spec().get(TokenValue.HASH))
        .orElseGet(() -> TokenValue.hash(fresh));
  }

  private static Optional<Role> role(ResourceDraft draft, List<Violation> violations) {
    Optional<Role> role = text(draft, "role", violations).flatMap(Role::of);
    if (role.isEmpty()) {
      violations.add(new Violation(draft.path("role"), "must be viewer, deployer or admin"));
    }
    return role;
  }

  private static Optional<String> selector(ResourceDraft draft, List<Violation> violations) {
    Optional<String> text = text(draft, "labelSelector", violations).filter(t -> !t.isBlank());
    text.ifPresent(t -> {
      if (LabelSelector.parse(t) instanceof Validated.Invalid<LabelSelector> invalid) {
        invalid
            .violations()
            .forEach(v -> violations.add(new Violation(draft.path(v.path()), v.message())));
      }
    });
    return text;
  }

  private Optional<Instant> expiry(ResourceDraft draft, List<Violation> violations) {
    String key = draft.spec().containsKey("expiry") ? "expiry" : EXPIRY;
    Optional<String> text = text(draft, key, violations);
    Optional<Instant> at = text.flatMap(this::time);
    if (text.isPresent() && at.isEmpty()) {
      violations.add(
          new Violation(
              draft.path(key),
              "must be a time such as 2027-01-31T12:00:00Z or a term such as 90d, was `"
                  + text.get()
                  + "`"));
    }
    return at;
  }

  private Optional<Instant> time(String text) {
    try {
      Matcher term = TERM.matcher(text);
      return Optional.of(
          term.matches()
              ? now.plus(unit(term.group(2)).multipliedBy(Long.parseLong(term.group(1))))
              : Instant.parse(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Duration unit(String letter) {
    return switch (letter) {
      case "s" -> Duration.ofSeconds(1);
      case "m" -> Duration.ofMinutes(1);
      case "h" -> Duration.ofHours(1);
      case "d" -> Duration.ofDays(1);
      default -> Duration.ofDays(7);
    };
  }

  private static Optional<String> text(
      ResourceDraft draft, String key, List<Violation> violations) {
    Object value = draft.spec().get(key);
    if (value != null && !(value instanceof String)) {
      violations.add(new Violation(draft.path(key), "must be a text"));
    }
    return value instanceof String text ? Optional.of(text) : Optional.empty();
  }

  /** The value, if what was stored is its hash. */
  Optional<String> value(Resource stored) {
    return TokenValue.hash(fresh).equals(stored.spec().get(TokenValue.HASH))
        ? Optional.of(fresh)
        : Optional.empty();
  }

  @Override
  public Map<String, Object> show(Resource resource) {
    Map<String, Object> shown = new LinkedHashMap<>(resource.spec());
    shown.remove(TokenValue.HASH);
    return shown;
  }

  @Override
  public Map<String, Object> status(Resource resource) {
    Object expiry = resource.spec().get(EXPIRY);
    boolean expired = expiry != null && !Instant.parse(String.valueOf(expiry)).isAfter(now);
    return Map.of("expired", expired);
  }

  @Override
  public void changed(String name) {
    changed.run();
  }
}
