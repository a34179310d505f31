package dev.berth.spec.validation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which labels something must have, written as Kubernetes writes it: {@code a=b,c!=d,e,!f,g in
 * (x,y),h notin (z)}. Nothing written selects everything.
 *
 * @param text as written
 */
public record LabelSelector(String text, List<Requirement> requirements) {
  /** Selects everything. */
  public static final LabelSelector EVERYTHING = new LabelSelector("", List.of());

  /** Requirements in one selector; what somebody types has a handful. */
  private static final int MOST = 100;

  /** So much of a wrong one is said again. */
  private static final int SHOWN = 100;

  private static final String KEY = "[A-Za-z0-9](?:[A-Za-z0-9._/-]{0,315}[A-Za-z0-9])?";
  private static final String VALUE = "[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?|";
  private static final Pattern EQUALITY =
      Pattern.compile("(" + KEY + ")\\s*(==|=|!=)\\s*(" + VALUE + ")");
  private static final Pattern SET =
      Pattern.compile("(" + KEY + ")\\s+(in|notin)\\s*\\(([^()]*)\\)");
  private static final Pattern EXISTENCE = Pattern.compile("(!?)\\s*(" + KEY + ")");

  /** One condition; all of them must hold. */
  public sealed interface Requirement extends Predicate<Map<String, String>> {}

  /** {@code key in (a, b)}, or {@code key=a}. */
  record In(String key, Set<String> values) implements Requirement {
    @Override
    public boolean test(Map<String, String> labels) {
      return labels.containsKey(key) && values.contains(labels.get(key));
    }
  }

  /** {@code key notin (a, b)}, or {@code key!=a}; holds where the key is missing. */
  record NotIn(String key, Set<String> values) implements Requirement {
    @Override
    public boolean test(Map<String, String> labels) {
      return !labels.containsKey(key) || !values.contains(labels.get(key));
    }
  }

  /** {@code key}, or {@code !key}. */
  record Has(String key, boolean wanted) implements Requirement {
    @Override
    public boolean test(Map<String, String> labels) {
      return labels.containsKey(key) == wanted;
    }
  }

  public LabelSelector {
    requirements = List.copyOf(requirements);
  }

  public boolean matches(Map<String, String> labels) {
    return requirements.stream().allMatch(requirement -> requirement.test(labels));
  }

  /** Whether all that this selects is selected by the other as well, as far as can be told. */
  public boolean isWithin(LabelSelector other) {
    return other.requirements.stream()
        .allMatch(wanted -> requirements.stream().anyMatch(mine -> implies(mine, wanted)));
  }

  private static boolean implies(Requirement mine, Requirement wanted) {
    if (mine.equals(wanted)) {
      return true;
    }
    return switch (wanted) {
      case In in -> mine instanceof In m && m.key.equals(in.key) && in.values.containsAll(m.values);
      case NotIn not ->
          (mine instanceof In m
                  && m.key.equals(not.key)
                  && m.values.stream().noneMatch(not.values::contains))
              || (mine instanceof NotIn n
                  && n.key.equals(not.key)
                  && n.values.containsAll(not.values));
      case Has has -> has.wanted && mine instanceof In m && m.key.equals(has.key);
    };
  }

  /** Reads a selector. */
  public static Validated<LabelSelector> parse(String text) {
    List<String> parts = parts(text);
    if (parts.size() > MOST) {
      return refused("has more than " + MOST + " conditions");
    }
    List<Requirement> requirements = new ArrayList<>();
    for (String part : parts) {
      Optional<Requirement> requirement = requirement(part.strip());
      if (requirement.isEmpty()) {
        String shown = text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
        return refused(
            "must be conditions such as `team=web,tier!=test,stage in (a,b),!old`, was `"
                + shown
                + "`");
      }
      requirements.add(requirement.get());
    }
    return new Validated.Valid<>(new LabelSelector(text.strip(), requirements));
  }

  private static Validated<LabelSelector> refused(String why) {
    return new Validated.Invalid<>(List.of(new Violation("labelSelector", why)));
  }

  /** Split at the commas outside parentheses. */
  private static List<String> parts(String text) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    boolean within = false;
    for (int at = 0; at < text.length() && parts.size() <= MOST; at++) {
      char c = text.charAt(at);
      within = c == '(' || (within && c != ')');
      if (c == ',' && !within) {
        parts.add(text.substring(from, at));
        from = at + 1;
      }
    }
    if (!text.isBlank()) {
      parts.add(text.substring(from));
    }
    return parts;
  }

  private static Optional<Requirement> requirement(String part) {
    Matcher equality = EQUALITY.matcher(part);
    if (equality.matches()) {
      Set<String> value = Set.of(equality.group(3));
      return Optional.of(
          equality.group(2).equals("!=")
              ? new NotIn(equality.group(1), value)
              : new In(equality.group(1), value));
    }
    Matcher set = SET.matcher(part);
    if (set.matches()) {
      Set<String> values =
          Set.copyOf(Arrays.stream(set.group(3).split(",", -1)).map(String::strip).toList());
      return Optional.of(
          set.group(2).equals("in")
              ? new In(set.group(1), values)
              : new NotIn(set.group(1), values));
    }
    Matcher existence = EXISTENCE.matcher(part);
    return existence.matches()
        ? Optional.of(new Has(existence.group(2), existence.group(1).isEmpty()))
        : Optional.empty();
  }
}
