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

  /** With other words on its services. */
  public AppStatus withServices(SortedMap<String, ServiceStatus> changed) {
    return new AppStatus(observedGeneration, phase, revision, conditions, changed);
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
   * @param endpoints where published ports answer: {@code http://localhost:4000}; before them the
   *     names at the front door: {@code http://shop.example}
   * @param rollout while containers come and go behind a holder; empty at rest and where there is
   *     none
   */
  public record ServiceStatus(
      int desired,
      int ready,
      int updated,
      Optional<Image> image,
      List<String> endpoints,
      List<Container> containers,
      Optional<RolloutStatus> rollout) {
    public ServiceStatus {
      endpoints = List.copyOf(endpoints);
      containers = List.copyOf(containers);
    }

    /** With other addresses. */
    public ServiceStatus withEndpoints(List<String> changed) {
      return new ServiceStatus(desired, ready, updated, image, changed, containers, rollout);
    }
  }

  /**
   * A change that goes on behind a holder.
   *
   * @param strategy as manifests spell it
   * @param step {@code Starting} while new ones come up, {@code Entering} while the holder looks at
   *     them, {@code Draining} while old ones end what they have begun, {@code Removing} at last;
   *     in stages also {@code Sharing} while both versions get requests or wait for them, {@code
   *     Paused} until somebody says more, {@code StandingBy} while the old one could come back
   * @param share percent of the requests that the new version gets; absent where they do not go
   *     over in stages
   * @param updated containers that are as the newest revision wants them
   * @param inRotation containers that get requests
   * @param draining containers that get no new ones
   * @param message what is waited for
   */
  public record RolloutStatus(
      String strategy,
      String step,
      Optional<Integer> share,
      int updated,
      int inRotation,
      int draining,
      String message) {}

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
   * @param rotation empty where nobody stands in front
   * @param placed empty but on a Swarm
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
      SortedMap<String, String> unnamedVolumes,
      Optional<Rotated> rotation,
      Optional<Placed> placed) {

    /** On an engine that is one machine. */
    public Container(
        String id,
        String name,
        int replica,
        long revision,
        String state,
        String health,
        int restarts,
        OptionalInt exitCode,
        Optional<Instant> startedAt,
        SortedMap<String, String> unnamedVolumes,
        Optional<Rotated> rotation) {
      this(
          id,
          name,
          replica,
          revision,
          state,
          health,
          restarts,
          exitCode,
          startedAt,
          unnamedVolumes,
          rotation,
          Optional.empty());
    }
  }

  /**
   * Where on a Swarm a container is, as a task of it.
   *
   * @param node as the machine calls itself; empty while it has none
   * @param message what the Swarm says of it
   */
  public record Placed(String node, String message) {}

  /**
   * How a container stands behind a holder, as of the last look at that.
   *
   * @param state {@code in}, {@code draining}, {@code out}, or {@code down} where the holder cannot
   *     reach it
   * @param sessions requests and connections that it works on
   * @param errors connections that failed and answers that broke off since the holder started
   */
  public record Rotated(String state, int sessions, long errors) {}
}
