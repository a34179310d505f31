package dev.berth.api.app;

import dev.berth.api.http.ProblemDetails;
import dev.berth.api.http.ProblemException;
import dev.berth.port.AdoptionService.Target;
import dev.berth.spec.validation.Violation;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a request to adopt means: a project, a container, or a stack. */
final class AdoptTargets {
  static final Set<String> KEYS = Set.of("project", "container", "name", "stack", "engine");

  private AdoptTargets() {}

  static Target of(Map<String, String> wish) {
    return named(wish, "project", Set.of())
        .<Target>map(Target.Project::new)
        .or(() ->
            named(wish, "stack", Set.of("engine"))
                .map(name -> new Target.Stack(name, Optional.ofNullable(wish.get("engine")))))
        .or(() -> named(wish, "container", Set.of("name")).map(name -> container(name, wish)))
        .orElseThrow(() ->
            invalid(
                "needs one of `project`, `stack` and maybe `engine`, or `container` and maybe"
                    + " `name`"));
  }

  /** For letting go, which only a stack can be. */
  static Target.Stack stack(Map<String, String> wish) {
    if (of(wish) instanceof Target.Stack stack) {
      return stack;
    }
    throw invalid("?release=true is for {\"stack\": NAME} alone: containers keep their labels");
  }

  static ProblemException invalid(String why) {
    return new ProblemException(ProblemDetails.invalid(List.of(new Violation("", why))));
  }

  /** What a key says, if no others stand beside it than may. */
  private static Optional<String> named(Map<String, String> wish, String key, Set<String> more) {
    return Optional.ofNullable(wish.get(key))
        .filter(
            name -> wish.keySet().stream().allMatch(one -> one.equals(key) || more.contains(one)));
  }

  private static Target container(String container, Map<String, String> wish) {
    String bare = container.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]+", "-");
    return new Target.Container(container, Optional.ofNullable(wish.get("name")).orElse(bare));
  }
}
