package dev.berth.boot.settings;

import dev.berth.spec.policy.ExecRight;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What apps may reach, {@code berth.policy.*}; a list with the one word ALL allows every word. */
public interface PolicySettings {
  /** Folders below which apps may mount host paths. */
  Optional<List<Path>> bindRoots();

  /** Whether apps may have privileged containers, which own the machine. */
  @WithDefault("false")
  boolean privileged();

  /** Whether apps may share the machine's own namespaces. */
  @WithDefault("false")
  boolean hostNamespaces();

  /** Whether apps may reach into containers that are not theirs. */
  @WithDefault("false")
  boolean otherContainers();

  /** Whether apps may reach the machine's devices. */
  @WithDefault("false")
  boolean devices();

  /** Whether apps may mount the engine's socket, which owns the machine. */
  @WithDefault("false")
  boolean engineSocket();

  /** Capabilities that apps may add beyond Docker's default set; ALL for every one. */
  Optional<Set<String>> capabilities();

  /** Whether apps may take more of the machine than a share, at the cost of what else runs. */
  @WithDefault("false")
  boolean hostResources();

  /** Whether networks may be on the machine's own interfaces, or by drivers of others. */
  @WithDefault("false")
  boolean hostInterfaces();

  /** Keys of annotations that runtimes act on; one that ends in * is any that begins so. */
  Optional<Set<String>> annotations();

  /** Control groups that cgroup_parent may name. */
  Optional<Set<String>> cgroupParents();

  /** Drivers of logging beside those that write files here, with all of their options. */
  Optional<Set<String>> logDrivers();

  /** What runtime may name beside runc. */
  Optional<Set<String>> runtimes();

  /** What security_opt may hold beside what raises walls. */
  Optional<Set<String>> securityOptions();

  /** Settings of the kernel beside those that a container has for itself. */
  Optional<Set<String>> sysctls();

  /** Drivers of volumes beside local. */
  Optional<Set<String>> volumeDrivers();

  /** File systems of volumes beside tmpfs, nfs and cifs, with all of their options. */
  Optional<Set<String>> volumeTypes();

  /** Volumes of the engine that every token's apps may name; a * at the end is anything. */
  Optional<List<String>> sharedVolumes();

  /** Networks of the engine, likewise. */
  Optional<List<String>> sharedNetworks();

  /** Containers, likewise. */
  Optional<List<String>> sharedContainers();

  /** Names of images that every token's builds may give and use, likewise. */
  Optional<List<String>> sharedImages();

  /** Hosts of registries that every token's apps may pull from with a login, and push to. */
  Optional<List<String>> sharedRegistries();

  /** Secrets that every token's apps may use. */
  Optional<List<String>> sharedSecrets();

  /** Who may run commands in containers. */
  @WithDefault("admin")
  ExecRight exec();

  /** Labels of apps that may take every way out of a container. */
  Optional<String> exempt();
}
