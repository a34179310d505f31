package dev.berth.intake.resource;

import dev.berth.port.EngineSights;
import dev.berth.spec.AppName;
import dev.berth.spec.Placement;
import dev.berth.spec.validation.ResourceDraft;
import dev.berth.spec.validation.Validated;
import dev.berth.spec.validation.Violation;
import dev.berth.state.EngineSpec;
import dev.berth.state.Resource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Engines that apps may be placed on. They are looked at all the time, and never by a request. */
public final class EngineKind implements ResourceKind {
  private static final Set<String> KEYS =
      new TreeSet<>(
          Set.of(
              EngineSpec.HOST,
              EngineSpec.TLS,
              EngineSpec.SSH,
              EngineSpec.TYPE,
              EngineSpec.NODES,
              EngineSpec.REGISTRY,
              EngineSpec.SUSPEND));

  /** Written where none is. */
  private static final String AUTO = "auto";

  private static final String DOCKER = "docker";

  private static final List<String> TYPES = List.of(AUTO, DOCKER, EngineSpec.SWARM);

  /** As image references have it, down to the last part but one. */
  private static final Pattern REGISTRY =
      Pattern.compile(
          "(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\\[[0-9a-f:]+])(?::[0-9]{1,5})?"
              + "(?:/[a-z0-9]+(?:(?:\\.|_{1,2}|-+)[a-z0-9]+)*)*");

  private final EngineSights sights;

  public EngineKind(EngineSights sights) {
    this.sights = sights;
  }

  @Override
  public String name() {
    return EngineSpec.KIND;
  }

  @Override
  public String plural() {
    return "engines";
  }

  @Override
  public Validated<Map<String, Object>> check(ResourceDraft draft, Optional<Resource> stored) {
    List<Violation> violations = ResourceNames.check(draft);
    if (draft.name().equals(Placement.LOCAL)) {
      violations.add(
          new Violation(
              "metadata.name",
              "`local` is the engine of berth.engine.host, which needs no declaration; take"
                  + " another name"));
    }
    for (String key : new TreeSet<>(draft.spec().keySet())) {
      if (!KEYS.contains(key)) {
        violations.add(
            new Violation(draft.path(key), "is not known; known: " + String.join(", ", KEYS)));
      }
    }
    Map<String, Object> spec = new LinkedHashMap<>();
    host(draft, spec, violations);
    secrets(draft, spec, violations);
    type(draft, spec, violations);
    EngineHosts.nodes(draft, spec, violations);
    registry(draft, spec, violations);
    suspend(draft, spec, violations);
    return violations.isEmpty() ? new Validated.Valid<>(spec) : new Validated.Invalid<>(violations);
  }

  private static void host(
      ResourceDraft draft, Map<String, Object> spec, List<Violation> violations) {
    Object host = draft.spec().get(EngineSpec.HOST);
    Optional<String> wrong = EngineHosts.wrong(host);
    wrong.ifPresentOrElse(
        why -> violations.add(new Violation(draft.path(EngineSpec.HOST), why)),
        () -> spec.put(EngineSpec.HOST, String.valueOf(host)));
  }

  private static void secrets(
      ResourceDraft draft, Map<String, Object> spec, List<Violation> violations) {
    secret(draft, EngineSpec.TLS, "tcp", "ca, cert and key, each PEM", spec, violations);
    secret(
        draft, EngineSpec.SSH, "ssh", "privateKey and, if you like, knownHosts", spec, violations);
    if (!draft.spec().containsKey(EngineSpec.SSH) && EngineHosts.speaks(draft, "ssh")) {
      violations.add(
          new Violation(
              draft.path(EngineSpec.SSH),
              "is missing: {secret: NAME}, a secret with the key privateKey and, if you like,"
                  + " knownHosts"));
    }
  }

  /** What is proved by what a secret holds. */
  private static void secret(
      ResourceDraft draft,
      String key,
      String scheme,
      String keys,
      Map<String, Object> spec,
      List<Violation> violations) {
    Object given = draft.spec().get(key);
    if (given == null) {
      return;
    }
    String path = draft.path(key);
    if (!(given instanceof Map<?, ?> map)
        || !map.keySet().equals(Set.of(EngineSpec.SECRET))
        || !(map.get(EngineSpec.SECRET) instanceof String secret)
        || !AppName.isValid(secret)) {
      violations.add(new Violation(path, "must be {secret: NAME}, a secret with the keys " + keys));
    } else if (!EngineHosts.speaks(draft, scheme)) {
      violations.add(new Violation(path, "is for " + scheme + ":// alone; leave it out"));
    } else {
      spec.put(key, Map.of(EngineSpec.SECRET, secret));
    }
  }

  private static void type(
      ResourceDraft draft, Map<String, Object> spec, List<Violation> violations) {
    Object type = draft.spec().getOrDefault(EngineSpec.TYPE, AUTO);
    if (!TYPES.contains(type)) {
      violations.add(
          new Violation(
              draft.path(EngineSpec.TYPE), "must be auto, docker or swarm, was `" + type + "`"));
    } else if (!type.equals(AUTO)) {
      spec.put(EngineSpec.TYPE, type);
    }
  }

  private static void registry(
      ResourceDraft draft, Map<String, Object> spec, List<Violation> violations) {
    Object registry = draft.spec().get(EngineSpec.REGISTRY);
    String path = draft.path(EngineSpec.REGISTRY);
    if (registry == null) {
      return;
    }
    if (!(registry instanceof String text) || !REGISTRY.matcher(text).matches()) {
      violations.add(
          new Violation(
              path, "must be HOST[:PORT][/PATH] in small letters, was `" + registry + "`"));
    } else if (!EngineSpec.SWARM.equals(draft.spec().get(EngineSpec.TYPE))) {
      violations.add(new Violation(path, "is for type: swarm alone; leave it out"));
    } else {
      spec.put(EngineSpec.REGISTRY, text);
    }
  }

  private static void suspend(
      ResourceDraft draft, Map<String, Object> spec, List<Violation> violations) {
    Object suspend = draft.spec().getOrDefault(EngineSpec.SUSPEND, false);
    if (!(suspend instanceof Boolean isSuspended)) {
      violations.add(new Violation(draft.path(EngineSpec.SUSPEND), "must be true or false"));
    } else if (isSuspended) {
      spec.put(EngineSpec.SUSPEND, true);
    }
  }

  @Override
  public Map<String, Object> status(Resource resource) {
    EngineSights.Sight sight = sights.of(resource.name());
    Map<String, Object> status = new LinkedHashMap<>();
    status.put("reachable", sight.isReachable());
    sight.who().ifPresent(who -> status.put("version", who.version()));
    status.put("type", EngineSpec.of(resource).isSwarm() ? EngineSpec.SWARM : DOCKER);
    sight.who().flatMap(EngineSights.Identity::swarm).ifPresent(swarm -> swarm(swarm, status));
    status.put("apps", sights.apps(resource.name()));
    sight.lastSeen().ifPresent(seen -> status.put("lastSeen", seen.toString()));
    sight
        .who()
        .ifPresent(
            who -> status.put("capacity", Map.of("cpus", who.cpus(), "memory", who.memoryBytes())));
    if (!sight.message().isEmpty()) {
      status.put("message", sight.message());
    }
    return status;
  }

  private static void swarm(EngineSights.SwarmSight swarm, Map<String, Object> status) {
    status.put("managers", swarm.managers());
    List<Map<String, Object>> nodes = new ArrayList<>();
    for (EngineSights.NodeSight node : swarm.nodes()) {
      Map<String, Object> tree = new LinkedHashMap<>();
      tree.put("name", node.name());
      tree.put("state", node.state());
      tree.put("availability", node.availability());
      tree.put("role", node.role());
      tree.put("reachable", node.trouble().isEmpty());
      if (!node.trouble().isEmpty()) {
        tree.put("message", node.trouble());
      }
      nodes.add(tree);
    }
    status.put("nodes", nodes);
  }

  @Override
  public Optional<String> removalObstacle(Resource resource) {
    List<String> apps = sights.apps(resource.name());
    return apps.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "engine "
                + resource.name()
                + " is used by "
                + String.join(", ", apps)
                + "; delete these apps, or give each another placement.engine, and wait until they"
                + " have moved");
  }

  @Override
  public void changed(String name) {
    sights.changed(name);
  }
}
