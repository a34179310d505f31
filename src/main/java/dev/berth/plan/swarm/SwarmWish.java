package dev.berth.plan.swarm;

import dev.berth.observe.ImageState;
import dev.berth.observe.swarm.SwarmSnapshot;
import dev.berth.spec.FileSource;
import dev.berth.spec.GivenFile;
import dev.berth.spec.Service;
import dev.berth.state.DesiredApp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What is wanted of one app on a Swarm, and what is known of it.
 *
 * @param desired without holders: on a Swarm nobody stands in front
 * @param seen what is there of it
 * @param images how far those are that are built, by service
 * @param digests of what is in its secrets and configs, by {@code secrets.NAME}, {@code
 *     configs.NAME}
 * @param tried fingerprints of the tasks that the Swarm was told to make last for this generation,
 *     by service
 * @param pins ids of nodes that have the data of volumes, by volume
 */
public record SwarmWish(
    String instance,
    DesiredApp desired,
    SwarmSnapshot seen,
    SortedMap<String, ImageState> images,
    Map<String, String> digests,
    Map<String, String> tried,
    Map<String, String> pins,
    Instant now) {
  public SwarmWish {
    digests = Map.copyOf(digests);
    tried = Map.copyOf(tried);
    pins = Map.copyOf(pins);
  }

  /** The same, with where the data of volumes is. */
  public SwarmWish withPins(Map<String, String> nodes) {
    return new SwarmWish(instance, desired, seen, images, digests, tried, nodes, now);
  }

  public String app() {
    return desired.name();
  }

  /** Services are called as those of a stack: {@code app_service}. */
  public String name(Service service) {
    return app() + "_" + service.name();
  }

  /** Likewise what is in a file of a service, and never changes: {@code app_name-digest}. */
  String name(GivenFile file) {
    return ofSwarm(file).orElseGet(() -> app() + "_" + file.source() + "-" + digest(file));
  }

  /** Name of what somebody else keeps on the Swarm, where Berth keeps nothing of that name. */
  Optional<String> ofSwarm(GivenFile file) {
    return digests.containsKey(key(file))
        ? Optional.empty()
        : source(file)
            .flatMap(source ->
                source instanceof FileSource.Kept kept
                    ? Optional.of(kept.name())
                    : Optional.empty())
            .filter(name ->
                seen.others().stream()
                    .anyMatch(o -> o.kind() == SwarmFiles.kind(file) && o.name().equals(name)));
  }

  private static String key(GivenFile file) {
    return file.kind().key() + "." + file.source();
  }

  private String digest(GivenFile file) {
    return digests.getOrDefault(key(file), "unknown");
  }

  /** Secrets and configs that services have, with what they come from. */
  List<GivenFile> files() {
    return desired.app().services().values().stream()
        .flatMap(service -> service.surroundings().files().stream())
        .filter(file -> source(file).isPresent())
        .toList();
  }

  Optional<FileSource> source(GivenFile file) {
    return desired.app().source(file);
  }

  /**
   * How many tasks of a service there are to be; where each node has one, as many as the Swarm
   * wants by now: it says none before it has looked, and who runs nowhere is not there.
   */
  public int tasks(Service service) {
    return SwarmJobs.mode(desired.app(), service).isGlobal()
        ? seen.service(name(service)).map(one -> Math.max(1, one.desiredTasks())).orElse(1)
        : service.replicas();
  }
}
