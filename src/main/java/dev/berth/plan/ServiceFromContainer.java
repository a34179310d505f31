package dev.berth.plan;

import dev.berth.observe.ContainerSettings;
import dev.berth.observe.ContainerView;
import dev.berth.observe.ImageDefaults;
import dev.berth.observe.Ownership;
import dev.berth.spec.ContainerPort;
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
    tree.put("image", seen.imageReference());
    process(settings.process());
    pairs("environment", settings.environment(), image.environment());
    pairs("labels", settings.labels(), image.labels());
    put("ports", settings.ports().stream().map(ServiceFromContainer::text).sorted().toList());
    List<String> ports = settings.ports().stream().map(ServiceFromContainer::target).toList();
    put(
        "expose",
        settings.expose().stream()
            .map(ContainerPort::full)
            .filter(port -> !ports.contains(port) && !image.exposed().contains(port))
            .map(port -> port.replace("/tcp", ""))
            .toList());
    MountFromEngine mounts = new MountFromEngine(volumes);
    put("volumes", mounts.volumes(settings.mounts()));
    put("tmpfs", mounts.tmpfs(settings.mounts()));
    health(settings);
    restart(settings.restart());
    resources(settings.resources());
    settings.network().mode().ifPresent(mode -> tree.put("network_mode", mode));
    SortedMap<RunOption, Setting> options = new TreeMap<>(settings.options().settings());
    options
        .entrySet()
        .removeIf(e ->
            e.getKey() == RunOption.MEMSWAP_LIMIT
                ? Limits.isSilentSwap(settings, e.getValue().text())
                : e.getKey().isSilent(e.getValue().text()));
    OptionWriter.write(new RunOptions(options), tree);
  }

  /** As behind {@code services:} and a name. */
  public Map<String, Object> service() {
    return tree;
  }

  private void put(String key, List<?> values) {
    if (!values.isEmpty()) {
      tree.put(key, values);
    }
  }

  private void put(String key, Optional<?> value) {
    value.ifPresent(present -> tree.put(key, present));
  }

  private void process(ProcessSpec process) {
    List<String> entrypoint = process.entrypoint().orElse(List.of());
    List<String> command = process.command().orElse(List.of());
    boolean other = !entrypoint.equals(image.entrypoint());
    if (other) {
      tree.put("entrypoint", entrypoint);
    }
    if (other ? !command.isEmpty() : !command.equals(image.command())) {
      tree.put("command", command);
    }
    put("user", process.user().filter(user -> image.user().filter(user::equals).isEmpty()));
    put(
        "working_dir",
        process.workingDir().filter(dir -> image.workingDir().filter(dir::equals).isEmpty()));
    put("hostname", process.hostname());
    put("init", process.init().filter(wanted -> wanted));
    put("read_only", Optional.of(process.readOnly()).filter(wanted -> wanted));
    put(
        "stop_signal",
        process.stopSignal().filter(signal -> image.stopSignal().filter(signal::equals).isEmpty()));
    put("stop_grace_period", process.stopGrace().map(Quantities::text));
  }

  private void pairs(
      String key, SortedMap<String, String> have, SortedMap<String, String> ofImage) {
    SortedMap<String, String> own = new TreeMap<>(have);
    own.entrySet().removeAll(ofImage.entrySet());
    own.keySet()
        .removeIf(name ->
            key.equals("labels")
                && (name.startsWith(COMPOSE) || name.startsWith(Ownership.PREFIX)));
    Map<String, Object> shown = new LinkedHashMap<>(own);
    shown.replaceAll(
        (name, value) -> value.equals(UnsetVariable.CODE) ? Map.of("unset", true) : value);
    if (!own.isEmpty()) {
      tree.put(key, shown);
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

  private void health(ContainerSettings settings) {
    settings
        .healthCheck()
        .filter(check -> image.healthCheck().filter(check::equals).isEmpty())
        .filter(check -> !check.test().isEmpty())
        .ifPresent(check -> {
          Map<String, Object> health = new LinkedHashMap<>();
          health.put("test", check.test());
          duration(health, "interval", check.interval());
          duration(health, "timeout", check.timeout());
          duration(health, "start_period", check.startPeriod());
          duration(health, "start_interval", check.startInterval());
          check.retries().ifPresent(retries -> health.put("retries", retries));
          tree.put("healthcheck", health);
        });
  }

  private static void duration(Map<String, Object> map, String key, Optional<Duration> value) {
    value.filter(time -> !time.isZero()).ifPresent(time -> map.put(key, Quantities.text(time)));
  }

  /** {@code no} is what nobody asked for; what Berth is given it keeps running. */
  private void restart(RestartPolicy policy) {
    if (policy.mode() == RestartPolicy.Mode.ON_FAILURE) {
      String most = policy.maxRetries().isPresent() ? ":" + policy.maxRetries().getAsInt() : "";
      tree.put("restart", policy.mode().text() + most);
    } else if (policy.mode() == RestartPolicy.Mode.UNLESS_STOPPED) {
      tree.put("restart", policy.mode().text());
    }
  }

  private void resources(Resources resources) {
    positive(resources.memoryBytes()).ifPresent(bytes -> tree.put("mem_limit", bytes));
    positive(resources.memoryReservationBytes())
        .ifPresent(bytes -> tree.put("mem_reservation", bytes));
    positive(resources.pids()).ifPresent(pids -> tree.put("pids_limit", pids));
    positive(resources.nanoCpus())
        .ifPresent(nanos ->
            tree.put("cpus", new java.math.BigDecimal(nanos).movePointLeft(9).toPlainString()));
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
