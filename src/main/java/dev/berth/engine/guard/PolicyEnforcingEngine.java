package dev.berth.engine.guard;

import dev.berth.engine.BuildRequest;
import dev.berth.engine.ContainerEngine;
import dev.berth.engine.ExecResult;
import dev.berth.engine.ProgressListener;
import dev.berth.observe.ContainerSettings;
import dev.berth.observe.ContainerView;
import dev.berth.observe.Ownership;
import dev.berth.observe.VolumeView;
import dev.berth.spec.LifecycleHook;
import dev.berth.spec.Network;
import dev.berth.spec.Networking;
import dev.berth.spec.Resources;
import dev.berth.spec.RunOption;
import dev.berth.spec.RunOptions;
import dev.berth.spec.Volume;
import dev.berth.spec.policy.Policy;
import dev.berth.spec.validation.Violation;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * An engine that is asked for nothing that the operator's policy forbids, whatever came before: the
 * settings of a container are checked as they would go over the wire.
 */
public final class PolicyEnforcingEngine extends ForwardingEngine {
  private final Policy policy;
  private final Function<String, SortedMap<String, String>> labels;

  /**
   * Over another engine.
   *
   * @param labels of an app, as its author wrote them
   */
  public PolicyEnforcingEngine(
      ContainerEngine engine, Policy policy, Function<String, SortedMap<String, String>> labels) {
    super(engine);
    this.policy = policy;
    this.labels = labels;
  }

  @Override
  public String createContainer(ContainerSettings settings) {
    check(settings);
    return super.createContainer(settings);
  }

  @Override
  public VolumeView createVolume(
      String name,
      Optional<String> driver,
      SortedMap<String, String> options,
      SortedMap<String, String> tags) {
    Volume wanted =
        new Volume(driver, options, new TreeMap<>(), Optional.empty(), Optional.of(name));
    PolicyDenial.require("create volume " + name, policy(tags).denials(wanted));
    return super.createVolume(name, driver, options, tags);
  }

  @Override
  public String createNetwork(String name, Network network, SortedMap<String, String> tags) {
    PolicyDenial.require("create network " + name, policy(tags).denials(network));
    return super.createNetwork(name, network, tags);
  }

  @Override
  public void connect(String containerId, ContainerSettings.Endpoint endpoint) {
    requireOf(
        containerId,
        "connect " + containerId,
        mine -> mine.denials(endpoint.network(), endpoint.wish().driverOptions()));
    super.connect(containerId, endpoint);
  }

  @Override
  public void updateLimits(String id, Resources limits, RunOptions options) {
    requireOf(id, "update " + id, mine -> mine.denials(options));
    super.updateLimits(id, limits, options);
  }

  @Override
  public ExecResult exec(String id, LifecycleHook lifecycleHook, Duration limit) {
    requireOf(id, "a command in " + id, mine -> mine.denials(lifecycleHook));
    return super.exec(id, lifecycleHook, limit);
  }

  @Override
  public String build(BuildRequest request, InputStream context, ProgressListener progress) {
    PolicyDenial.require("build " + request.tag(), policy.denials(request.options()));
    return super.build(request, context, progress);
  }

  /** Whose a container is, the engine is asked only where it matters. */
  private void requireOf(String container, String what, Function<Policy, List<Violation>> ask) {
    if (!ask.apply(policy).isEmpty()) {
      Map<String, String> tags =
          engine().container(container).map(ContainerView::labels).orElseGet(TreeMap::new);
      PolicyDenial.require(what, ask.apply(policy(tags)));
    }
  }

  private Policy policy(Map<String, String> tags) {
    return policy.of(labels.apply(tags.getOrDefault(Ownership.APP, "")));
  }

  private void check(ContainerSettings settings) {
    Policy mine = policy(settings.labels());
    Set<String> networks = new TreeSet<>();
    settings.network().endpoints().forEach(endpoint -> networks.add(endpoint.network()));
    PolicyDenial.require(
        "create " + settings.name(),
        mine.denials(
            settings.options(),
            settings.network().mode(),
            networks,
            settings.mounts(),
            mine.permits().otherContainers() ? Set.of() : strangers(settings)));
  }

  /** By which keys parts of containers are used that are not of the same app. */
  private Set<String> strangers(ContainerSettings settings) {
    Set<String> keys = new TreeSet<>();
    for (RunOption option : List.of(RunOption.PID, RunOption.IPC)) {
      String mode = settings.options().text(option);
      if (mode.startsWith(Networking.CONTAINER)
          && isStranger(mode.substring(Networking.CONTAINER.length()), settings)) {
        keys.add(option.key());
      }
    }
    List<String> from = new ArrayList<>(settings.options().words(RunOption.VOLUMES_FROM));
    if (from.stream().anyMatch(text -> isStranger(text.split(":", 2)[0], settings))) {
      keys.add(RunOption.VOLUMES_FROM.key());
    }
    return keys;
  }

  private boolean isStranger(String container, ContainerSettings settings) {
    Optional<ContainerView> other = engine().container(container);
    return other
        .filter(seen -> isSame(Ownership.APP, seen, settings))
        .filter(seen -> isSame(Ownership.INSTANCE, seen, settings))
        .isEmpty();
  }

  private static boolean isSame(String label, ContainerView seen, ContainerSettings settings) {
    return seen.labels()
        .getOrDefault(label, "")
        .equals(settings.labels().getOrDefault(label, "none"));
  }
}
