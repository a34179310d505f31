package dev.berth.engine;

import dev.berth.observe.ContainerSettings;
import dev.berth.observe.ContainerSummary;
import dev.berth.observe.ContainerView;
import dev.berth.observe.NetworkView;
import dev.berth.observe.VolumeView;
import dev.berth.spec.DataLoss;
import dev.berth.spec.ExecCommand;
import dev.berth.spec.LifecycleHook;
import dev.berth.spec.Network;
import dev.berth.spec.Resources;
import dev.berth.spec.RestartPolicy;
import dev.berth.spec.RunOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * What Berth asks of a container engine. Every method is one thing done, or an {@link
 * EngineException}; every call ends within a deadline that the adapter sets. Safe for use by many
 * threads.
 */
public interface ContainerEngine extends ImageEngine, AutoCloseable {

  /** Whether somebody answers: returns, or throws within seconds. */
  void ping();

  /** Who answers, and what it can do. */
  EngineInfo info();

  /** Containers in any state that bear all these labels, in one call. */
  List<ContainerSummary> summaries(Map<String, String> labels);

  /**
   * Containers in any state, running or not, in name order.
   *
   * @param labels those that must be there with exactly these values; empty: all of the engine
   */
  List<ContainerView> containers(Map<String, String> labels);

  /** One container by id or name. */
  Optional<ContainerView> container(String id);

  /** Networks that bear all these labels, in name order. */
  List<NetworkView> networks(Map<String, String> labels);

  /** Volumes that bear all these labels, in name order. */
  List<VolumeView> volumes(Map<String, String> labels);

  /**
   * How many bytes each volume holds, by its name; without those of which the engine cannot tell.
   * It reads all of them for that, which lasts.
   */
  SortedMap<String, Long> volumeSizes();

  /** What a container uses at this moment; empty where it is gone or does not run. */
  Optional<ContainerUsage> usage(String id);

  /** A network by name or id, whoever owns it. */
  Optional<NetworkView> network(String name);

  /** A volume by name, whoever owns it. */
  Optional<VolumeView> volume(String name);

  /**
   * Makes a bridge network.
   *
   * @return its id
   * @throws EngineException {@link EngineException.Kind#CONFLICT} if the name is taken
   */
  default String createNetwork(String name, SortedMap<String, String> labels) {
    return createNetwork(name, Network.PLAIN, labels);
  }

  /**
   * Makes a network.
   *
   * @return its id
   * @throws EngineException {@link EngineException.Kind#CONFLICT} if the name is taken
   */
  String createNetwork(String name, Network network, SortedMap<String, String> labels);

  /** Ids of the containers that run and are attached to a network; none if it is gone. */
  Set<String> attached(String networkId);

  /** Removes a network; one that is gone already is a success. */
  void removeNetwork(String id);

  /** Attaches a container; one that is attached already is a success. */
  default void connect(String networkId, String containerId, List<String> aliases) {
    connect(containerId, new ContainerSettings.Endpoint(networkId, Set.copyOf(aliases)));
  }

  /** Likewise with all that can be said of it. */
  void connect(String containerId, ContainerSettings.Endpoint endpoint);

  /** Detaches a container, by force; one that is not attached is a success. */
  void disconnect(String networkId, String containerId);

  /**
   * Takes a container's aliases from it, on a network whose pools of addresses were asked for: its
   * names lead to it no more, its own one excepted, while address and open connections stay. It is
   * off the network for a tenth of a second. One that is not attached is a success.
   *
   * @return after what time whoever tried to connect meanwhile, by a name that he had looked up
   *     before, has tried again
   */
  Duration leaveNames(String networkId, String containerId);

  /**
   * Makes a volume. If one of that name is there already, engines answer as if they had made it:
   * the caller checks the labels of what is returned.
   */
  VolumeView createVolume(
      String name,
      Optional<String> driver,
      SortedMap<String, String> options,
      SortedMap<String, String> labels);

  /**
   * Removes a volume with its data; one that is gone already is a success.
   *
   * @param asked by whom the data is given up
   */
  void removeVolume(String name, DataLoss asked);

  /**
   * Makes a container and does not start it.
   *
   * @return its id
   * @throws EngineException {@link EngineException.Kind#CONFLICT} if the name is taken, {@link
   *     EngineException.Kind#NOT_FOUND} if the image or the network is not there
   */
  String createContainer(ContainerSettings settings);

  /** Starts a container; one that runs already is a success. */
  void start(String id);

  /**
   * Asks a container to end and kills it when the grace is over. Returns when it has ended. One
   * that does not run is a success.
   */
  void stop(String id, Duration grace);

  /** Sends a signal to a container's first process; one that does not run is a success. */
  void kill(String id, String signal);

  /**
   * Removes a container that does not run; one that is gone already is a success. Its volumes stay,
   * nameless ones too.
   */
  void remove(String id);

  /** Changes the engine's own restart policy of a container, in place. */
  void updateRestart(String id, RestartPolicy policy);

  /**
   * Changes the limits of a container, in place. What is absent becomes unlimited, but for
   * processors and memory: engines cannot lift those.
   */
  default void updateLimits(String id, Resources limits) {
    updateLimits(id, limits, RunOptions.NONE);
  }

  /**
   * Likewise, with options of {@code docker run} that limit: shares, period, quota and set of
   * processors, swap. Those that are not named stay as they are.
   */
  void updateLimits(String id, Resources limits, RunOptions options);

  /** Gives a container another name. */
  void rename(String id, String name);

  /**
   * Runs a command in a running container.
   *
   * @param limit how long it may take
   * @throws EngineException {@link EngineException.Kind#TIMEOUT} if it takes longer
   */
  ExecResult exec(String id, List<String> command, Duration limit);

  /** Likewise as a hook says: with a user, a folder and an environment of its own. */
  ExecResult exec(String id, LifecycleHook lifecycleHook, Duration limit);

  /**
   * Runs a command in a running container for somebody who follows it, as long as it lasts.
   *
   * @throws EngineException {@link EngineException.Kind#NOT_FOUND} if the container is gone, {@link
   *     EngineException.Kind#CONFLICT} if it does not run
   */
  ExecSession exec(String id, ExecCommand command, ExecListener listener);

  /** Writes files into a container, which need not run; what is there is replaced. */
  void place(String id, List<FileText> files);

  /**
   * Reads a container's output, and goes on if asked to follow until the container ends or the
   * stream is closed. The returned handle ends it.
   */
  AutoCloseable logs(String id, LogRequest request, LogListener listener);

  /**
   * Subscribes to changes. When this returns, no later change is missed until {@link
   * EngineEvents#onLost} is called, which ends the subscription.
   */
  AutoCloseable subscribe(EngineEvents listener);

  @Override
  void close();
}
