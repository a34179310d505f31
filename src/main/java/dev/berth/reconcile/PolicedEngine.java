package dev.berth.reconcile;

import dev.berth.engine.ContainerEngine;
import dev.berth.observe.ContainerSettings;
import dev.berth.observe.ContainerView;
import dev.berth.observe.Ownership;
import dev.berth.spec.Hook;
import dev.berth.spec.Networking;
import dev.berth.spec.Policy;
import dev.berth.spec.RunOption;
import dev.berth.spec.Violation;
import dev.berth.spec.Volume;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
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
public final class PolicedEngine {
  private final ContainerEngine engine;
  private final Policy policy;
  private final Function<String, SortedMap<String, String>> labels;

  /**
   * Over another engine.
   *
   * @param labels of an app, as its author wrote them
   */
  public PolicedEngine(
      ContainerEngine engine, Policy policy, Function<String, SortedMap<String, String>> labels) {
    this.engine = engine;
    this.policy = policy;
    this.labels = labels;
  }

  /** The engine, guarded so. */
  public ContainerEngine view() {
    return (ContainerEngine)
        Proxy.newProxyInstance(
            PolicedEngine.class.getClassLoader(),
            new Class<?>[] {ContainerEngine.class},
            (proxy, method, arguments) ->
                call(method, arguments == null ? new Object[0] : arguments));
  }

  private Object call(Method method, Object[] arguments) throws Throwable {
    switch (method.getName()) {
      case "createContainer" -> check((ContainerSettings) arguments[0]);
      case "createVolume" -> check(arguments);
      case "exec" -> {
        if (arguments[1] instanceof Hook hook) {
          check((String) arguments[0], hook);
        }
      }
      default -> {}
    }
    try {
      return method.invoke(engine, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  private Policy policy(Map<String, String> tags) {
    return policy.of(labels.apply(tags.getOrDefault(Ownership.APP, "")));
  }

  private static void require(String what, List<Violation> denials) {
    if (!denials.isEmpty()) {
      throw Gate.denied(what, denials);
    }
  }

  private void check(ContainerSettings settings) {
    Policy mine = policy(settings.labels());
    Set<String> networks = new TreeSet<>();
    settings.network().endpoints().forEach(endpoint -> networks.add(endpoint.network()));
    require(
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
    Optional<ContainerView> other = engine.container(container);
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

  @SuppressWarnings("unchecked")
  private void check(Object[] volume) {
    SortedMap<String, String> tags = (SortedMap<String, String>) volume[3];
    Volume wanted =
        new Volume(
            (Optional<String>) volume[1],
            (SortedMap<String, String>) volume[2],
            new TreeMap<>(),
            Optional.empty(),
            Optional.empty());
    require("create volume " + volume[0], policy(tags).denials(wanted));
  }

  private void check(String container, Hook hook) {
    if (hook.privileged()) {
      Map<String, String> tags =
          engine.container(container).map(ContainerView::labels).orElseGet(TreeMap::new);
      require("a command in " + container, policy(tags).denials(hook));
    }
  }
}
