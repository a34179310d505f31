package dev.berth.spec.policy;

import dev.berth.spec.KeyDecision;
import dev.berth.spec.ServiceKey;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The one table of the keys of the Compose Specification: what each may do. Keys are paths; {@code
 * *} stands for a name that the author chooses, lists are passed through. A key that is not in it
 * is refused. Keys of a service bring theirs ({@link ServiceKey}). A test holds it to the schema.
 */
public final class PolicyTable {
  /** Groups of keys: what is before them, and what they are. */
  private static final String FREE =
      """
      : name version services networks volumes secrets configs include
      include: path env_file project_directory
      configs.*: content environment external external.name labels name template_driver
      secrets.*: driver driver_opts environment external external.name labels name template_driver
      networks.*: attachable enable_ipv4 enable_ipv6 external external.name internal ipam labels name
      networks.*.ipam: config config.aux_addresses config.gateway config.ip_range config.subnet
      volumes.*: external external.name labels
      services.*: pull_refresh_after
      services.*: env_file env_file.format env_file.path env_file.required extends extends.file
      services.*: extends.service label_file profiles
      services.*.blkio_config: device_read_bps device_read_iops device_write_bps device_write_iops weight
      services.*.blkio_config: weight_device weight_device.path weight_device.weight
      services.*.blkio_config.device_read_bps: path rate
      services.*.blkio_config.device_read_iops: path rate
      services.*.blkio_config.device_write_bps: path rate
      services.*.blkio_config.device_write_iops: path rate
      services.*.build: args dockerfile dockerfile_inline extra_hosts isolation labels no_cache platforms
      services.*.build: provenance pull sbom secrets shm_size tags target
      services.*.build.secrets: gid mode source target uid
      services.*.build.ulimits: *.hard *.soft
      services.*.configs: gid mode source target uid
      services.*.secrets: gid mode source target uid
      services.*.depends_on.*: condition required restart
      services.*.deploy: endpoint_mode labels mode placement placement.constraints
      services.*.deploy: placement.max_replicas_per_node placement.preferences
      services.*.deploy: placement.preferences.spread replicas resources resources.limits
      services.*.deploy: resources.limits.cpus resources.limits.memory resources.limits.pids
      services.*.deploy: resources.reservations resources.reservations.cpus resources.reservations.memory
      services.*.deploy: resources.reservations.generic_resources restart_policy restart_policy.condition
      services.*.deploy: restart_policy.delay restart_policy.max_attempts restart_policy.window
      services.*.deploy: rollback_config update_config
      services.*.deploy.resources.reservations.generic_resources: discrete_resource_spec
      services.*.deploy.resources.reservations.generic_resources.discrete_resource_spec: kind value
      services.*.deploy.rollback_config: delay failure_action max_failure_ratio monitor order parallelism
      services.*.deploy.update_config: delay failure_action max_failure_ratio monitor order parallelism
      services.*.develop: watch watch.action watch.exec watch.ignore watch.include watch.initial_sync
      services.*.develop: watch.path watch.target
      services.*.develop.watch.exec: command environment privileged user working_dir
      services.*.healthcheck: disable interval retries start_interval start_period test timeout
      services.*.networks.*: aliases gw_priority interface_name ipv4_address ipv6_address link_local_ips
      services.*.networks.*: mac_address priority
      services.*.ports: app_protocol host_ip mode name protocol published target
      services.*.post_start: command environment user working_dir
      services.*.pre_stop: command environment user working_dir
      services.*.ulimits: *.hard *.soft
      services.*.volumes: bind bind.create_host_path bind.propagation bind.recursive bind.selinux consistency
      services.*.volumes: image image.subpath read_only target tmpfs tmpfs.mode tmpfs.size type volume
      services.*.volumes: volume.labels volume.nocopy
      """;

  /** Keys of which some values need a setting: the key, then the setting. */
  private static final String GUARDED =
      """
      configs.*.file                            bind-roots
      secrets.*.file                            bind-roots
      networks.*.driver                         host-interfaces
      networks.*.driver_opts                    host-interfaces
      networks.*.ipam.driver                    host-interfaces
      networks.*.ipam.options                   host-interfaces
      volumes.*.driver                          volume-drivers
      volumes.*.driver_opts                     volume-types
      volumes.*.name                            bind-roots
      services.*.build.context                  build.roots
      services.*.build.network                  host-namespaces
      services.*.build.ulimits                  host-resources
      services.*.deploy.resources.reservations.devices              devices
      services.*.deploy.resources.reservations.devices.capabilities devices
      services.*.deploy.resources.reservations.devices.count        devices
      services.*.deploy.resources.reservations.devices.device_ids   devices
      services.*.deploy.resources.reservations.devices.driver       devices
      services.*.deploy.resources.reservations.devices.options      devices
      services.*.devices.permissions            devices
      services.*.devices.source                 devices
      services.*.devices.target                 devices
      services.*.gpus.capabilities              devices
      services.*.gpus.count                     devices
      services.*.gpus.device_ids                devices
      services.*.gpus.driver                    devices
      services.*.gpus.options                   devices
      services.*.logging.driver                 log-drivers
      services.*.logging.options                log-drivers
      services.*.networks.*.driver_opts         host-interfaces
      services.*.post_start.privileged          privileged
      services.*.pre_stop.privileged            privileged
      services.*.volumes.source                 bind-roots
      """;

  /** Keys of which some values are refused: the key, then why. */
  private static final String BOUNDED =
      """
      services.*.build.cache_from    folders and stores of clouds are the machine's
      services.*.build.cache_to      folders and stores of clouds are the machine's
      services.*.volumes.volume.subpath a path that leads upwards leaves the volume
      """;

  /** Keys that nobody may use: the key, then why, for what is in it too. */
  private static final String REFUSED =
      """
      models `models` need a model runner, which Berth does not have; remove it
      services.*.build.additional_contexts would be folders of Berth's machine, or images by the back \
      door: copy from an image with COPY --from=IMAGE, and send files within the context
      services.*.build.entitlements are ways out of a build; remove them
      services.*.build.privileged a privileged step owns the machine; remove it
      services.*.build.ssh `ssh` would hand the SSH agent or keys of Berth's machine to a build; keep a \
      key as a secret, and name it under secrets: of the build
      services.*.credential_spec `credential_spec` is for Windows containers; remove it
      services.*.models `models` need a model runner, which Berth does not have; remove it
      services.*.provider `provider` services are made by plugins of Docker Compose; remove it
      services.*.use_api_socket `use_api_socket` would hand out the engine's socket, which owns the machine
      """;

  private static final SortedMap<String, KeyDecision> TABLE = table();

  private PolicyTable() {}

  private static SortedMap<String, KeyDecision> table() {
    SortedMap<String, KeyDecision> table = new TreeMap<>();
    FREE.lines()
        .forEach(line -> {
          int colon = line.indexOf(':');
          String front = colon == 0 ? "" : line.substring(0, colon) + ".";
          for (String key : line.substring(colon + 1).strip().split(" ", -1)) {
            table.put(front + key, KeyDecision.FREE);
          }
        });
    pairs(GUARDED).forEach((key, name) -> table.put(key, KeyDecision.guarded(name)));
    pairs(BOUNDED).forEach((key, why) -> table.put(key, KeyDecision.bounded(why)));
    for (ServiceKey key : ServiceKey.all()) {
      key.decided().ifPresent(decision -> table.put("services.*." + key.key(), decision));
    }
    pairs(REFUSED).forEach((key, why) -> table.put(key, new KeyDecision.Refused(why)));
    return table;
  }

  private static Map<String, String> pairs(String lines) {
    Map<String, String> pairs = new TreeMap<>();
    lines
        .lines()
        .forEach(line -> {
          int space = line.indexOf(' ');
          pairs.put(line.substring(0, space), line.substring(space).strip());
        });
    return pairs;
  }

  /** What was decided of a key; nothing where nobody has decided, which is to refuse it. */
  public static Optional<KeyDecision> decision(String path) {
    return Optional.ofNullable(TABLE.get(path)).or(() -> refusedAbove(path));
  }

  /** What is in a refused key is refused with it. */
  private static Optional<KeyDecision> refusedAbove(String path) {
    return TABLE.entrySet().stream()
        .filter(
            e -> e.getValue() instanceof KeyDecision.Refused && path.startsWith(e.getKey() + "."))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** All keys of which something was decided. */
  public static Set<String> keys() {
    return new TreeSet<>(TABLE.keySet());
  }

  /** Why keys right under a path are refused, by their names. */
  public static Map<String, String> refusals(String path) {
    Map<String, String> refusals = new TreeMap<>();
    String front = path + ".";
    TABLE.forEach((key, decision) -> {
      boolean isChild = key.startsWith(front) && key.indexOf('.', front.length()) < 0;
      if (isChild && decision instanceof KeyDecision.Refused refused) {
        refusals.put(key.substring(front.length()), refused.why());
      }
    });
    return refusals;
  }
}
