package dev.berth.plan.swarm;

import dev.berth.observe.Ownership;
import dev.berth.observe.swarm.SpecTree;
import dev.berth.observe.swarm.SwarmObject;
import dev.berth.observe.swarm.SwarmService;
import dev.berth.spec.App;
import dev.berth.spec.Fingerprint;
import dev.berth.spec.Link;
import dev.berth.spec.Networking;
import dev.berth.spec.RunOption;
import dev.berth.spec.Service;
import dev.berth.spec.Setting;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The service that a Swarm is to have, as the Engine API spells it. */
final class ServiceTree {
  static final String NAMESPACE = "com.docker.stack.namespace";
  private static final String IMAGE = "com.docker.stack.image";

  private final SwarmWish wish;
  private final Service service;
  private final Optional<SwarmService> seen;
  private final DeployTree deploy;

  /** {@code seen} is the one that is there. */
  ServiceTree(SwarmWish wish, Service service, Optional<SwarmService> seen) {
    this.wish = wish;
    this.service = service;
    this.seen = seen;
    this.deploy = new DeployTree(wish, service);
  }

  /**
   * A service as it is to be.
   *
   * @param fingerprint of what another one would mean other tasks for
   */
  record Drawn(Map<String, Object> spec, String fingerprint) {}

  /** With an image that is there, or that nodes can pull. */
  Drawn draw(String image) {
    Map<String, Object> container = ContainerTree.of(wish, service, image);
    Map<String, Object> task = task(container);
    SortedMap<String, String> labels = new TreeMap<>(service.labels());
    container.put("Labels", labels);
    String fingerprint = Fingerprint.of(SpecFields.of(Map.of("TaskTemplate", task), wish.seen()));
    labels.put(Ownership.FINGERPRINT, fingerprint);
    labels.put(Ownership.REVISION, revision(fingerprint));
    deploy.placement().ifPresent(tree -> task.put("Placement", tree));
    long forced = forced();
    if (forced > 0) {
      task.put("ForceUpdate", forced);
    }
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("Name", wish.name(service));
    spec.put("Labels", labels());
    spec.put("TaskTemplate", task);
    spec.put("Mode", deploy.mode());
    if (!SwarmJobs.mode(wish.desired().app(), service).isJob()) {
      spec.put("UpdateConfig", deploy.update());
      deploy.rollback().ifPresent(tree -> spec.put("RollbackConfig", tree));
    }
    spec.put("EndpointSpec", deploy.endpoint());
    return seen.flatMap(one -> taken(one, spec)).orElseGet(() -> new Drawn(spec, fingerprint));
  }

  /**
   * Tasks that Berth has not made, and that are as they are to be, are left as they are, without
   * its labels: these come with the next change that makes tasks anew.
   */
  private Optional<Drawn> taken(SwarmService one, Map<String, Object> spec) {
    if (!one.fingerprint().isEmpty() || SwarmDrift.remakesTasks(spec, one, wish.seen())) {
      return Optional.empty();
    }
    Map<String, Object> task = SpecTree.copy(SpecTree.map(one.spec(), "TaskTemplate"));
    if (SwarmDrift.replaces(spec, one, wish.seen())) {
      deploy
          .placement()
          .ifPresentOrElse(tree -> task.put("Placement", tree), () -> task.remove("Placement"));
    }
    spec.put("TaskTemplate", task);
    return Optional.of(new Drawn(spec, ""));
  }

  /** Tasks that are as they are to be keep the revision that they were made for. */
  private String revision(String fingerprint) {
    return seen.filter(one -> one.fingerprint().equals(fingerprint))
        .map(one -> one.containerLabels().get(Ownership.REVISION))
        .orElse(Long.toString(wish.desired().revision()));
  }

  /** What others have written is kept. */
  private SortedMap<String, String> labels() {
    SortedMap<String, String> labels = new TreeMap<>();
    seen.ifPresent(one -> labels.putAll(one.labels()));
    labels.putAll(service.deploy().labels());
    labels.put(Ownership.INSTANCE, wish.instance());
    labels.put(Ownership.APP, wish.app());
    labels.put(Ownership.SERVICE, service.name());
    labels.put(NAMESPACE, wish.app());
    String image = SwarmImages.reference(wish, service);
    boolean isMarked =
        seen.filter(one -> one.fingerprint().isEmpty() && !labels.containsKey(IMAGE)).isEmpty();
    if (isMarked) {
      labels.merge(IMAGE, image, (old, now) -> now.startsWith(old + "@") ? old : now);
    }
    return labels;
  }

  private Map<String, Object> task(Map<String, Object> container) {
    Map<String, Object> task = new LinkedHashMap<>();
    task.put("ContainerSpec", container);
    deploy.resources().ifPresent(tree -> task.put("Resources", tree));
    task.put("RestartPolicy", deploy.restart());
    task.put("Networks", networks());
    service
        .options()
        .get(RunOption.LOGGING)
        .ifPresent(setting -> task.put("LogDriver", logging(setting)));
    return task;
  }

  private static Map<String, Object> logging(Setting setting) {
    Map<String, Object> tree = new LinkedHashMap<>();
    Map<String, String> options = new TreeMap<>();
    if (setting instanceof Setting.Pairs pairs) {
      pairs
          .pairs()
          .forEach((key, value) -> {
            if (key.equals("driver")) {
              tree.put("Name", value);
            } else {
              options.put(key.substring(key.indexOf('.') + 1), value);
            }
          });
    }
    tree.put("Options", options);
    return tree;
  }

  private List<Map<String, Object>> networks() {
    App app = wish.desired().app();
    TreeSet<String> names = new TreeSet<>();
    names.add(service.name());
    app.services().values().stream()
        .flatMap(other -> other.links().stream())
        .filter(link -> link.name().equals(service.name()))
        .flatMap((Link link) -> link.alias().stream())
        .forEach(names::add);
    List<Map<String, Object>> networks = new ArrayList<>();
    for (Map.Entry<String, Networking.Attachment> at : service.networking().attachments()) {
      TreeSet<String> aliases = new TreeSet<>(names);
      aliases.addAll(at.getValue().aliases());
      String name = OverlayPlan.name(app, at.getKey());
      networks.add(
          Map.of(
              "Target",
              wish.seen().named(SwarmObject.Kind.NETWORK, name).map(SwarmObject::id).orElse(name),
              "Aliases",
              List.copyOf(aliases)));
    }
    return networks;
  }

  /** Somebody asked for a start; what others have asked for beside Berth stays. */
  private long forced() {
    long there =
        seen.map(one -> SpecTree.number(one.spec(), "TaskTemplate", "ForceUpdate")).orElse(0L);
    long asked = wish.desired().restartedAt().map(Instant::getEpochSecond).orElse(0L);
    return Math.max(there, asked);
  }
}
