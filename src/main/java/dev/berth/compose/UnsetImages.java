package dev.berth.compose;

import dev.berth.spec.ImageSource;
import dev.berth.spec.Service;
import dev.berth.spec.validation.AppDraft;
import dev.berth.spec.validation.SpecRules;
import dev.berth.spec.validation.Violation;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Images that are none because a variable in their names has no value: {@code nginx:${TAG}}. */
final class UnsetImages {
  private final Problems problems;

  UnsetImages(Problems problems) {
    this.problems = problems;
  }

  List<Violation> violations(AppDraft draft) {
    return draft.app().services().values().stream().flatMap(this::violation).toList();
  }

  private Stream<Violation> violation(Service service) {
    String path = "services." + service.name() + ".image";
    boolean isBroken =
        service.image() instanceof ImageSource.Registry image
            && !SpecRules.isImageReference(image.reference());
    Set<String> unset = problems.unset(path);
    return isBroken && !unset.isEmpty()
        ? Stream.of(new Violation(path, "is incomplete" + hint(unset)))
        : Stream.of();
  }

  /** What is missing and where to give it; nothing where nothing is. */
  static String hint(Set<String> unset) {
    if (unset.isEmpty()) {
      return "";
    }
    String first = unset.iterator().next();
    return ": no value for "
        + String.join(" and ", unset)
        + "; set it in .env (over HTTP: X-Berth-Env: "
        + first
        + "=…), or write ${"
        + first
        + ":-default}";
  }
}
