package dev.berth.observe;

import dev.berth.spec.Port;
import dev.berth.spec.RestartPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A container as the engine shows it.
 *
 * @param id the engine's, in full
 * @param name without the leading slash
 * @param image id of the image it was made from, {@code sha256:…}
 * @param imageReference what the image was called when the container was made
 * @param networks aliases by the id of each network it is attached to
 * @param ports as really published: every range is one port now; empty while it does not run
 * @param settings all that it was made with, the image's part included
 * @param volumes names of all that it has, those too that nobody named, by path in the container
 */
public record ContainerView(
    String id,
    String name,
    SortedMap<String, String> labels,
    Life life,
    String image,
    String imageReference,
    Map<String, Set<String>> networks,
    List<Port> ports,
    ContainerSettings settings,
    SortedMap<String, String> volumes,
    Instant createdAt) {

  public ContainerView {
    networks = Map.copyOf(networks);
    volumes = Collections.unmodifiableSortedMap(new TreeMap<>(volumes));
    ports = List.copyOf(ports);
  }

  /** The engine's own policy for it. */
  public RestartPolicy restart() {
    return settings.restart();
  }

  public Optional<Ownership> owner() {
    return Ownership.of(labels);
  }

  public boolean isRunning() {
    return life.state() == State.RUNNING;
  }

  /** Whether its hooks after the start have ended, and well, or there are none. */
  public boolean isPastHooks() {
    return !labels.containsKey(Ownership.HOOK_AT_WORK) && hookFailure().isEmpty();
  }

  /** How a hook after its start has failed. */
  public Optional<String> hookFailure() {
    return Optional.ofNullable(labels.get(Ownership.HOOK_FAILED));
  }

  /** Whether Berth was given it, and has not made it. */
  public boolean isAdopted() {
    return labels.containsKey(Ownership.ADOPTED);
  }

  public ContainerView withLabels(SortedMap<String, String> changed) {
    return with(name, changed, life, networks, settings);
  }

  public ContainerView withName(String changed) {
    return with(changed, labels, life, networks, settings);
  }

  public ContainerView withLife(Life changed) {
    return with(name, labels, changed, networks, settings);
  }

  public ContainerView withNetworks(Map<String, Set<String>> changed) {
    return with(name, labels, life, changed, settings);
  }

  public ContainerView withState(State state) {
    return withLife(life.withState(state));
  }

  public ContainerView withSettings(ContainerSettings changed) {
    return with(name, labels, life, networks, changed);
  }

  public ContainerView withHealth(Health health, String output) {
    return withLife(life.withHealth(health, output));
  }

  private ContainerView with(
      String called,
      SortedMap<String, String> labelled,
      Life faring,
      Map<String, Set<String>> attached,
      ContainerSettings made) {
    return new ContainerView(
        id,
        called,
        labelled,
        faring,
        image,
        imageReference,
        attached,
        ports,
        made,
        volumes,
        createdAt);
  }

  /** With all its times moved back. */
  public ContainerView earlier(Duration by) {
    return new ContainerView(
        id,
        name,
        labels,
        life.earlier(by),
        image,
        imageReference,
        networks,
        ports,
        settings,
        volumes,
        createdAt.equals(Instant.EPOCH) ? createdAt : createdAt.minus(by));
  }

  /** What a container is doing. The engine's words, and {@link #STOPPING}, which is Berth's. */
  public enum State {
    CREATED,
    RUNNING,
    PAUSED,
    /** The engine will start it again. */
    RESTARTING,
    /** Berth asked for its end and it has not come yet. */
    STOPPING,
    REMOVING,
    EXITED,
    DEAD;

    /** Whether a process may be there, so that ports and files may be held. */
    public boolean isAlive() {
      return switch (this) {
        case RUNNING, PAUSED, RESTARTING, STOPPING -> true;
        case CREATED, REMOVING, EXITED, DEAD -> false;
      };
    }
  }

  /** What the container's health check says. */
  public enum Health {
    /** There is no check. */
    NONE,
    STARTING,
    HEALTHY,
    UNHEALTHY,
    /** The engine calls it unhealthy, and it has never been ready: Berth's word. */
    FAILING
  }

  /**
   * How a container fares.
   *
   * @param exitCode of the last end; empty before the first
   * @param error what the engine says of the last start, such as a port in use; often empty
   * @param engineRestarts how often the engine itself has started it again
   * @param lastHealthOutput of the last health check; often empty
   */
  public record Life(
      State state,
      Health health,
      Optional<Integer> exitCode,
      boolean oomKilled,
      String error,
      int engineRestarts,
      Optional<Instant> startedAt,
      Optional<Instant> finishedAt,
      String lastHealthOutput) {

    Life withHealth(Health changed, String output) {
      return new Life(
          state,
          changed,
          exitCode,
          oomKilled,
          error,
          engineRestarts,
          startedAt,
          finishedAt,
          output);
    }

    Life earlier(Duration by) {
      return new Life(
          state,
          health,
          exitCode,
          oomKilled,
          error,
          engineRestarts,
          startedAt.map(at -> at.minus(by)),
          finishedAt.map(at -> at.minus(by)),
          lastHealthOutput);
    }

    Life withState(State changed) {
      return new Life(
          changed,
          health,
          exitCode,
          oomKilled,
          error,
          engineRestarts,
          startedAt,
          finishedAt,
          lastHealthOutput);
    }
  }
}
