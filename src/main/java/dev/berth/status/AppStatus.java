package dev.berth.status;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is there of an app, and why, as of one pass.
 *
 * @param observedGeneration the generation that all of this speaks of
 * @param revision of the app that the pass worked for
 * @param conditions one of each type, in the order of {@link Condition.Type}
 * @param services by name
 */
public record AppStatus(
    long observedGeneration,
    Phase phase,
    long revision,
    List<Condition> conditions,
    SortedMap<String, ServiceStatus> services) {

  public AppStatus {
    conditions = List.copyOf(conditions);
    services = Collections.unmodifiableSortedMap(new TreeMap<>(services));
  }

  public Condition condition(Condition.Type type) {
    return conditions.stream().filter(c -> c.type() == type).findFirst().orElseThrow();
  }

  public boolean isReady() {
    return condition(Condition.Type.READY).status() == Condition.Verdict.TRUE;
  }

  public boolean isStalled() {
    return condition(Condition.Type.STALLED).status() == Condition.Verdict.TRUE;
  }

  /**
   * One service.
   *
   * @param ready containers of the wanted revision that run and pass their check
   * @param updated containers that are as the newest revision wants them
   * @param endpoints where published ports answer: {@code http://localhost:4000}
   */
  public record ServiceStatus(
      int desired,
      int ready,
      int updated,
      Optional<Image> image,
      List<String> endpoints,
      List<Container> containers) {
    public ServiceStatus {
      endpoints = List.copyOf(endpoints);
      containers = List.copyOf(containers);
    }
  }

  /**
   * A service's image.
   *
   * @param digest as the registry knows it; absent for what was only built here
   */
  public record Image(String reference, String id, Optional<String> digest) {}

  /**
   * One container.
   *
   * @param state the engine's word, in lower case
   * @param health the word of its check, in lower case; {@code none} where there is no check
   * @param restarts since this replica last ran well
   * @param unnamedVolumes volumes to which the manifest gives no name: names on the engine by path
   */
  public record Container(
      String id,
      String name,
      int replica,
      long revision,
      String state,
      String health,
      int restarts,
      OptionalInt exitCode,
      Optional<Instant> startedAt,
      SortedMap<String, String> unnamedVolumes) {}
}
