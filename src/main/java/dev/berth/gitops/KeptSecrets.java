package dev.berth.gitops;

import dev.berth.spec.BoundHost;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Secrets of a source that were not given again: they stay with the server that they were given
 * for, and who names another gives them again.
 */
record KeptSecrets(Map<String, Object> before, Map<String, Object> now, SealedValues seals) {

  /** Tells each secret that would go elsewhere, with the way out. */
  void check(SourceFields sourceFields, BiConsumer<String, String> refuse) {
    if (isKept(sourceFields, "commitStatus", "token")) {
      bound(api(before), api(now)).ifPresent(why -> refuse.accept("commitStatus.token", why));
    }
    if (isKept(sourceFields, "notify", "secret")) {
      bound(hook(before), hook(now)).ifPresent(why -> refuse.accept("notify.secret", why));
    }
  }

  private boolean isKept(SourceFields sourceFields, String key, String secret) {
    boolean isGiven = sourceFields.below(key).filter(below -> below.has(secret)).isPresent();
    return !isGiven && map(now, key).containsKey(secret);
  }

  private static Optional<String> bound(Optional<String> was, Optional<String> is) {
    Optional<BoundHost> server = was.flatMap(BoundHost::of);
    return server.isPresent() && is.filter(server.get()::accepts).isEmpty()
        ? Optional.of(
            "was given for " + server.get() + ", and this is another server: give it again")
        : Optional.empty();
  }

  private static Optional<String> api(Map<String, Object> spec) {
    return CommitStatus.api(
        map(spec, "commitStatus").get("provider"),
        map(spec, "commitStatus").get("api"),
        spec.get("url"));
  }

  private Optional<String> hook(Map<String, Object> spec) {
    return Optional.ofNullable(map(spec, "notify").get("url"))
        .map(String::valueOf)
        .flatMap(seals::open);
  }

  private static Map<String, Object> map(Map<String, Object> spec, String key) {
    return Optional.ofNullable(spec.get(key)).flatMap(SourceFields::map).orElse(Map.of());
  }
}
