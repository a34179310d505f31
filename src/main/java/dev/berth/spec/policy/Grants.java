package dev.berth.spec.policy;

import dev.berth.spec.validation.LabelSelector;
import dev.berth.spec.validation.Validated;
import dev.berth.spec.validation.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who may use a thing beside those who may deal with everything: the key {@code grants} of its
 * spec, a list of label selectors. A token may use it if its own selector lies within one of them.
 */
public final class Grants {
  /** The key. */
  public static final String KEY = "grants";

  /** Everybody. */
  private static final String ALL = "*";

  private Grants() {}

  /** What is granted, as written; nothing where nothing is, or what is wrong with it. */
  public static List<String> read(
      String path, @Nullable Object written, List<Violation> violations) {
    List<String> grants = new ArrayList<>();
    List<?> all =
        written instanceof List<?> list ? list : written == null ? List.of() : List.of(written);
    for (Object one : all) {
      if (one instanceof String text && selector(text).isPresent()) {
        grants.add(text.strip());
      } else {
        violations.add(
            new Violation(path, "must be label selectors such as team=web, or * for every token"));
      }
    }
    return grants;
  }

  private static Optional<LabelSelector> selector(String text) {
    if (text.strip().equals(ALL)) {
      return Optional.of(LabelSelector.EVERYTHING);
    }
    return LabelSelector.parse(text) instanceof Validated.Valid<LabelSelector> valid
            && !valid.value().requirements().isEmpty()
        ? Optional.of(valid.value())
        : Optional.empty();
  }

  /** Whether a stored spec grants its thing to whoever may deal with these apps. */
  public static boolean allow(Map<String, Object> spec, LabelSelector scope) {
    return spec.get(KEY) instanceof List<?> list
        && list.stream()
            .flatMap(text -> selector(String.valueOf(text)).stream())
            .anyMatch(scope::isWithin);
  }
}
