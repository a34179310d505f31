package dev.berth.plan;

import dev.berth.observe.ContainerSettings;
import dev.berth.observe.ContainerView;
import dev.berth.observe.ImageDefaults;
import dev.berth.observe.Ownership;
import dev.berth.spec.ContainerPort;
import dev.berth.spec.HealthCheck;
import dev.berth.spec.OwnKey;
import dev.berth.spec.Port;
import dev.berth.spec.ProcessSpec;
import dev.berth.spec.Resources;
import dev.berth.spec.RestartPolicy;
import dev.berth.spec.RunOption;
import dev.berth.spec.RunOptions;
import dev.berth.spec.Setting;
import dev.berth.spec.UnsetVariable;
import dev.berth.spec.codec.OptionWriter;
import dev.berth.spec.codec.Quantities;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The service that a container looks like, in the keys of a manifest: what its image says is left
 * out, and so is what Berth has no key for.
 */
public final class ServiceFromContainer {
  private static final String COMPOSE = "com.docker.compose.";

  private final ImageDefaults image;
  private final Map<String, Object> tree = new LinkedHashMap<>();

  /**
   * Of a container.
   *
   * @param volumes declares what it mounts
   */
  ServiceFromContainer(ContainerView seen, ImageDefaults image, VolumeFromEngine volumes) {
    this.image = image;
    ContainerSettings settings = seen.settings();
    MountFromEngine mounts = new MountFromEngine(volumes);
    for (OwnKey key : OwnKey.values()) {
      own(key, settings, seen, mounts);
    }
    SortedMap<RunOption, Setting> options = new TreeMap<>(settings.options().settings());
    options
        .entrySet()
        .removeIf(e ->
            e.getKey() == RunOption.MEMSWAP_LIMIT
                ? Limits.isSilentSwap(settings, e.getValue().text())
                : e.getKey().isSilent(e.getValue().text()));
    OptionWriter.write(new RunOptions(options), tree);
  }

  private void own(
      OwnKey key, ContainerSettings settings, ContainerView seen, MountFromEngine mounts) {
    switch (key) {
      case IMAGE -> tree.put(key.key(), seen.imageReference());
      case ENTRYPOINT -> process(settings.process());
      case PORTS ->
          put(key, settings.ports().stream().map(ServiceFromContainer::text).sorted().toList());
      case EXPOSE -> put(key, exposed(settings));
      case ENVIRONMENT -> pairs(key, settings.environment(), image.environment());
      case LABELS -> pairs(key, settings.labels(), image.labels());
      case VOLUMES -> put(key, mounts.volumes(settings.mounts()));
      case TMPFS -> put(key, mounts.tmpfs(settings.mounts()));
      case HEALTHCHECK -> put(key, settings.healthCheck().flatMap(this::health));
      case RESTART -> put(key, restart(settings.restart()));
      case CPUS -> resources(settings.resources());
      case NETWORK_MODE -> put(key, settings.network().mode());
      case COMMAND, USER, WORKING_DIR, HOSTNAME, INIT -> {} // With the process.
      case READ_ONLY, STOP_SIGNAL, STOP_GRACE_PERIOD -> {} // With the process.
      case MEM_LIMIT, MEM_RESERVATION, PIDS_LIMIT -> {} // With the processor's.
      case CONTAINER_NAME, REPLICAS, DEPENDS_ON, NETWORKS -> {} // Of all containers of a service.
      case BUILD, CONFIGS, SECRETS, DEPLOY, SCALE, ENV, EXTERNAL_LINKS, LINKS -> {} // As others.
      case PULL_POLICY, UPDATE, ON_UNHEALTHY, RENEW_ANON_VOLUMES -> {} // No container shows them.
      case POST_START, PRE_STOP, ATTACH, DEVELOP -> {} // No container shows them.
    }
  }

  private List<String> exposed(ContainerSettings settings) {
    List<String> ports = settings.ports().stream().map(ServiceFromContainer::target).toList();
    return settings.expose().stream()
        .map(ContainerPort::full)
        .filter(port -> !ports.contains(port) && !image.exposed().contains(port))
        .map(port -> port.replace("/tcp", ""))
        .toList();
  }

  /** As behind {@code services:} and a name. */
  public Map<String, Object> service() {
    return tree;
  }

  private void put(OwnKey key, List<?> values) {
    if (!values.isEmpty()) {
      tree.put(key.key(), values);
    }
  }

  private void put(OwnKey key, Optional<?> value) {
    value.ifPresent(present -> tree.put(key.key(), present));
  }

  private void process(ProcessSpec process) {
    List<String> entrypoint = process.entrypoint().orElse(List.of());
    List<String> command = process.command().orElse(List.of());
    boolean other = !entrypoint.equals(image.entrypoint());
    if (other) {
      tree.put(OwnKey.ENTRYPOINT.key(), entrypoint);
    }
    if (other ? !command.isEmpty() : !command.equals(image.command())) {
      tree.put(OwnKey.COMMAND.key(), command);
    }
    put(OwnKey.USER, process.user().filter(user -> image.user().filter(user::equals).isEmpty()));
    put(
        OwnKey.WORKING_DIR,
        process.workingDir().filter(dir -> image.workingDir().filter(dir::equals).isEmpty()));
    put(OwnKey.HOSTNAME, process.hostname());
    put(OwnKey.INIT, process.init().filter(wanted -> wanted));
    put(OwnKey.READ_ONLY, Optional.of(process.readOnly()).filter(wanted -> wanted));
    put(
        OwnKey.STOP_SIGNAL,
        process.stopSignal().filter(signal -> image.stopSignal().filter(signal::equals).isEmpty()));
    put(OwnKey.STOP_GRACE_PERIOD, process.stopGrace().map(Quantities::text));
  }

  private void pairs(
      OwnKey key, SortedMap<String, String> have, SortedMap<String, String> ofImage) {
    SortedMap<String, String> own = new TreeMap<>(have);
    own.entrySet().removeAll(ofImage.entrySet());
    own.keySet()
        .removeIf(name ->
            key == OwnKey.LABELS
                && (name.startsWith(COMPOSE) || name.startsWith(Ownership.PREFIX)));
    Map<String, Object> shown = new LinkedHashMap<>(own);
    shown.replaceAll(
        (name, value) -> value.equals(UnsetVariable.CODE) ? Map.of("unset", true) : value);
    if (!own.isEmpty()) {
      tree.put(key.key(), shown);
    }
  }

  private static String target(Port port) {
    return new ContainerPort(port.target(), port.protocol()).full();
  }

  private static String text(Port port) {
    String address =
        port.address().map(a -> (a.contains(":") ? "[" + a + "]" : a) + ":").orElse("");
    String published = port.published().map(range -> range + ":").orElse("");
    return address
        + published
        + port.target()
        + "/"
        + port.protocol().name().toLowerCase(Locale.ROOT);
  }

  private Optional<Map<String, Object>> health(HealthCheck check) {
    if (check.test().isEmpty() || image.healthCheck().filter(check::equals).isPresent()) {
      return Optional.empty();
    }
    Map<String, Object> health = new LinkedHashMap<>();
    health.put("test", check.test());
    duration(health, "interval", check.interval());
    duration(health, "timeout", check.timeout());
    duration(health, "start_period", check.startPeriod());
    duration(health, "start_interval", check.startInterval());
    check.retries().ifPresent(retries -> health.put("retries", retries));
    return Optional.of(health);
  }

  private static void duration(Map<String, Object> map, String key, Optional<Duration> value) {
    value.filter(time -> !time.isZero()).ifPresent(time -> map.put(key, Quantities.text(time)));
  }

  /** {@code no} is what nobody asked for; what Berth is given it keeps running. */
  private static Optional<String> restart(RestartPolicy policy) {
    return switch (policy.mode()) {
      case ON_FAILURE -> {
        String most = policy.maxRetries().isPresent() ? ":" + policy.maxRetries().getAsInt() : "";
        yield Optional.of(policy.mode().text() + most);
      }
      case UNLESS_STOPPED -> Optional.of(policy.mode().text());
      case ALWAYS, NO -> Optional.empty();
    };
  }

  private void resources(Resources resources) {
    put(OwnKey.MEM_LIMIT, positive(resources.memoryBytes()));
    put(OwnKey.MEM_RESERVATION, positive(resources.memoryReservationBytes()));
    put(OwnKey.PIDS_LIMIT, positive(resources.pids()));
    put(
        OwnKey.CPUS,
        positive(resources.nanoCpus())
            .map(nanos -> new BigDecimal(nanos).movePointLeft(9).toPlainString()));
  }

  private static Optional<Long> positive(OptionalLong value) {
    return value.isPresent() && value.getAsLong() > 0
        ? Optional.of(value.getAsLong())
        : Optional.empty();
  }

  /** Which other services it says that it depends on, as Compose noted it. */
  public static List<String> dependencies(ContainerView seen) {
    List<String> names = new ArrayList<>();
    for (String part : seen.labels().getOrDefault(COMPOSE + "depends_on", "").split(",", -1)) {
      if (!part.isBlank()) {
        names.add(part.replaceFirst(":.*", "").strip());
      }
    }
    return names;
  }
}
