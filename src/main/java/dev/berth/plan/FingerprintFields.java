package dev.berth.plan;

import dev.berth.observe.ContainerSettings;
import dev.berth.observe.ContainerSettings.Endpoint;
import dev.berth.observe.ContainerSettings.Reach;
import dev.berth.spec.HealthCheck;
import dev.berth.spec.Mount;
import dev.berth.spec.Networking;
import dev.berth.spec.OwnKey;
import dev.berth.spec.ProcessSpec;
import dev.berth.spec.Resources;
import dev.berth.spec.Setting;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A container's settings as fields by path, {@code environment.NAME}: what fingerprints are made
 * of.
 *
 * <p>Left out on purpose: the name, the labels of ownership, the image and the restart policy. They
 * differ between containers that are equally right, or are compared on their own.
 */
final class FingerprintFields {
  private static final String OWNERSHIP = "dev.berth.";

  private final SortedMap<String, String> fields = new TreeMap<>();

  private FingerprintFields() {}

  static SortedMap<String, String> of(ContainerSettings settings) {
    FingerprintFields fields = new FingerprintFields();
    for (OwnKey key : OwnKey.values()) {
      fields.own(key, settings.process(), settings);
    }
    settings.options().settings().forEach((option, wish) -> fields.option(option.key(), wish));
    return fields.fields;
  }

  private void own(OwnKey key, ProcessSpec process, ContainerSettings settings) {
    switch (key) {
      case ENTRYPOINT -> process.entrypoint().ifPresent(words -> list(key.key(), words));
      case COMMAND -> process.command().ifPresent(words -> list(key.key(), words));
      case USER -> put(key.key(), process.user());
      case WORKING_DIR -> put(key.key(), process.workingDir());
      case HOSTNAME -> put(key.key(), process.hostname());
      case INIT -> put(key.key(), process.init());
      case READ_ONLY -> put(key.key(), Optional.of(process.readOnly()).filter(wanted -> wanted));
      case STOP_SIGNAL -> put(key.key(), process.stopSignal());
      case STOP_GRACE_PERIOD -> put(key.key(), process.stopGrace());
      case ENVIRONMENT -> settings.environment().forEach((k, v) -> put(key.key() + "." + k, v));
      case LABELS -> labels(settings.labels());
      case PORTS -> list(key.key(), settings.ports());
      case EXPOSE -> list(key.key(), settings.expose());
      case VOLUMES -> settings.mounts().forEach(this::mount);
      case NETWORKS -> network(settings.network());
      case HEALTHCHECK -> settings.healthCheck().ifPresent(this::healthCheck);
      case CPUS -> resources(settings.resources());
      case TMPFS, NETWORK_MODE, EXTERNAL_LINKS -> {} // With those above.
      case MEM_LIMIT, MEM_RESERVATION, PIDS_LIMIT -> {} // With those above.
      case CONFIGS, SECRETS, DEPLOY, ENV -> {} // As mounts, limits and environment.
      case IMAGE, BUILD, PULL_POLICY, UPDATE, RESTART, CONTAINER_NAME -> {} // On their own.
      case REPLICAS, SCALE, DEPENDS_ON, LINKS, ON_UNHEALTHY, RENEW_ANON_VOLUMES -> {} // Berth's.
      case POST_START, PRE_STOP, ATTACH, DEVELOP -> {} // No part of what is made.
    }
  }

  private void labels(SortedMap<String, String> labels) {
    labels.entrySet().stream()
        .filter(label -> !label.getKey().startsWith(OWNERSHIP))
        .forEach(label -> put("labels." + label.getKey(), label.getValue()));
  }

  private void mount(Mount mount) {
    put("volumes." + mount.target(), mountText(mount));
  }

  private static String mountText(Mount mount) {
    return switch (mount) {
      case Mount.OfVolume v ->
          "volume "
              + v.volume().orElse("")
              + flag(v.readOnly(), " ro")
              + flag(v.noCopy(), " nocopy")
              + v.subpath().map(path -> " subpath=" + path).orElse("");
      case Mount.OfHost h ->
          "bind "
              + h.source()
              + flag(h.readOnly(), " ro")
              + h.propagation().map(p -> " " + p).orElse("")
              + h.selinux().map(label -> " " + label).orElse("");
      case Mount.OfMemory m ->
          "tmpfs"
              + text(m.sizeBytes(), " size=")
              + (m.mode().isPresent() ? " mode=" + m.mode().getAsInt() : "")
              + m.options().map(FingerprintFields::moreOptions).orElse("");
    };
  }

  /** Size and mode are told already, and were all there was once. */
  static String moreOptions(String options) {
    return List.of(options.split(",", -1)).stream()
        .filter(o -> !o.isEmpty() && !o.startsWith("size=") && !o.startsWith("mode="))
        .map(o -> " " + o)
        .collect(Collectors.joining());
  }

  /** The first network is told as the only one was once. */
  private void network(Reach reach) {
    put("network_mode", reach.mode());
    String path = "network";
    for (Endpoint endpoint : reach.endpoints()) {
      put(path, endpoint.network());
      list(path + ".aliases", endpoint.aliases().stream().sorted().toList());
      list(path + ".links", endpoint.links());
      Networking.Attachment wish = endpoint.wish();
      put(path + ".ipv4_address", wish.ipv4());
      put(path + ".ipv6_address", wish.ipv6());
      put(path + ".mac_address", wish.macAddress());
      list(path + ".link_local_ips", wish.linkLocal());
      for (Map.Entry<String, String> option : wish.driverOptions().entrySet()) {
        put(path + ".driver_opts." + option.getKey(), option.getValue());
      }
      path = "more_" + path;
    }
  }

  private void option(String key, Setting wish) {
    switch (wish) {
      case Setting.Text text -> put(key, text.text());
      case Setting.Words words -> list(key, words.words());
      case Setting.Pairs pairs -> pairs.pairs().forEach((name, v) -> put(key + "." + name, v));
    }
  }

  private void healthCheck(HealthCheck check) {
    list("healthcheck.test", check.test());
    put("healthcheck.interval", check.interval());
    put("healthcheck.timeout", check.timeout());
    put("healthcheck.start_period", check.startPeriod());
    put("healthcheck.start_interval", check.startInterval());
    if (check.retries().isPresent()) {
      put("healthcheck.retries", Integer.toString(check.retries().getAsInt()));
    }
  }

  private void resources(Resources resources) {
    put("resources.cpus", resources.nanoCpus());
    put("resources.memory", resources.memoryBytes());
    put("resources.memory_reservation", resources.memoryReservationBytes());
    put("resources.pids", resources.pids());
  }

  private void list(String path, List<?> values) {
    for (int i = 0; i < values.size(); i++) {
      put(path + "[" + i + "]", text(values.get(i)));
    }
    if (values.isEmpty() && (path.equals("entrypoint") || path.equals("command"))) {
      put(path, "[]");
    }
  }

  /** Ports need a text of their own: a record's default one would bind the recipe to its names. */
  private static String text(Object value) {
    return value instanceof dev.berth.spec.Port port ? PortText.of(port) : value.toString();
  }

  private static String text(OptionalLong value, String before) {
    return value.isPresent() ? before + value.getAsLong() : "";
  }

  private static String flag(boolean set, String text) {
    return set ? text : "";
  }

  private void put(String path, Optional<?> value) {
    value.ifPresent(present -> put(path, present.toString()));
  }

  private void put(String path, OptionalLong value) {
    if (value.isPresent()) {
      put(path, Long.toString(value.getAsLong()));
    }
  }

  private void put(String path, String value) {
    fields.put(path, value);
  }
}
