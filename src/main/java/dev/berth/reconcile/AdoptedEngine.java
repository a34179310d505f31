package dev.berth.reconcile;

import dev.berth.engine.ContainerEngine;
import dev.berth.engine.EngineEvent;
import dev.berth.engine.EngineEvents;
import dev.berth.observe.ContainerSummary;
import dev.berth.observe.ContainerView;
import dev.berth.observe.NetworkView;
import dev.berth.observe.VolumeView;
import dev.berth.spec.Adoption;
import dev.berth.spec.Adoption.Kind;
import dev.berth.spec.Adoptions;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An engine on which adopted things bear the labels of those that Berth has made. All the rest of
 * Berth needs not know that there is a difference.
 *
 * <p>While nothing is adopted every call goes straight through.
 */
public final class AdoptedEngine {
  private final ContainerEngine engine;
  private final Adoptions adoptions;
  private final Map<String, Adoption> known = new ConcurrentHashMap<>();

  /** Over the engine as it is. */
  public AdoptedEngine(ContainerEngine engine, Adoptions adoptions) {
    this.engine = engine;
    this.adoptions = adoptions;
    adoptions.all().forEach(adoption -> known.put(key(adoption.kind(), adoption.id()), adoption));
  }

  private static String key(Kind kind, String id) {
    return kind.name() + " " + id;
  }

  /** Remembers what is adopted from now on. */
  public void add(List<Adoption> adopted) {
    adoptions.add(adopted);
    adopted.forEach(adoption -> known.put(key(adoption.kind(), adoption.id()), adoption));
  }

  void remove(Kind kind, String id) {
    if (known.remove(key(kind, id)) != null) {
      adoptions.remove(kind, id);
    }
  }

  /** The engine as it is. */
  ContainerEngine bare() {
    return engine;
  }

  /** The engine, seen so. */
  public ContainerEngine view() {
    return (ContainerEngine)
        Proxy.newProxyInstance(
            AdoptedEngine.class.getClassLoader(),
            new Class<?>[] {ContainerEngine.class},
            (proxy, method, arguments) ->
                call(method, arguments == null ? new Object[0] : arguments));
  }

  private Object call(Method method, Object[] arguments) throws Throwable {
    Object first = arguments.length == 0 ? "" : arguments[0];
    return switch (method.getName()) {
      case "summaries" -> summaries(labels(first));
      case "containers" -> containers(labels(first));
      case "container" -> engine.container((String) first).map(this::labelled);
      case "networks" -> networks(labels(first));
      case "volumes" -> volumes(labels(first));
      case "subscribe" -> engine.subscribe(enriching((EngineEvents) first));
      default -> {
        Object answer = direct(method, arguments);
        forget(method.getName(), first);
        yield answer;
      }
    };
  }

  private Object direct(Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(engine, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, String> labels(Object argument) {
    return (Map<String, String>) argument;
  }

  private void forget(String method, Object id) {
    switch (method) {
      case "remove" -> remove(Kind.CONTAINER, (String) id);
      case "removeNetwork" -> remove(Kind.NETWORK, (String) id);
      case "removeVolume" -> remove(Kind.VOLUME, (String) id);
      default -> {}
    }
  }

  private List<Adoption> adopted(Kind kind, Map<String, String> labels) {
    return known.values().stream()
        .filter(adoption -> adoption.kind() == kind)
        .filter(adoption -> adoption.labels().entrySet().containsAll(labels.entrySet()))
        .toList();
  }

  boolean isAdopted(Kind kind, String id) {
    return known.containsKey(key(kind, id));
  }

  private SortedMap<String, String> labels(Kind kind, String id, SortedMap<String, String> own) {
    SortedMap<String, String> all = new TreeMap<>(own);
    Optional.ofNullable(known.get(key(kind, id))).ifPresent(found -> all.putAll(found.labels()));
    return all;
  }

  private ContainerView labelled(ContainerView c) {
    return isAdopted(Kind.CONTAINER, c.id())
        ? c.withLabels(labels(Kind.CONTAINER, c.id(), c.labels()))
        : c;
  }

  private List<ContainerSummary> summaries(Map<String, String> labels) {
    if (adopted(Kind.CONTAINER, labels).isEmpty()) {
      return engine.summaries(labels);
    }
    return engine.summaries(Map.of()).stream()
        .map(c ->
            new ContainerSummary(
                c.id(),
                c.name(),
                labels(Kind.CONTAINER, c.id(), c.labels()),
                c.state(),
                c.networks()))
        .filter(c -> c.labels().entrySet().containsAll(labels.entrySet()))
        .toList();
  }

  private List<ContainerView> containers(Map<String, String> labels) {
    List<ContainerView> all = new ArrayList<>();
    engine.containers(labels).forEach(container -> all.add(labelled(container)));
    for (Adoption adoption : adopted(Kind.CONTAINER, labels)) {
      if (all.stream().noneMatch(container -> container.id().equals(adoption.id()))) {
        engine.container(adoption.id()).map(this::labelled).ifPresent(all::add);
      }
    }
    return all;
  }

  private List<NetworkView> networks(Map<String, String> labels) {
    if (adopted(Kind.NETWORK, labels).isEmpty()) {
      return engine.networks(labels);
    }
    return engine.networks(Map.of()).stream()
        .map(n -> n.withLabels(labels(Kind.NETWORK, n.id(), n.labels())))
        .filter(n -> n.labels().entrySet().containsAll(labels.entrySet()))
        .toList();
  }

  private List<VolumeView> volumes(Map<String, String> labels) {
    if (adopted(Kind.VOLUME, labels).isEmpty()) {
      return engine.volumes(labels);
    }
    return engine.volumes(Map.of()).stream()
        .map(v -> v.withLabels(labels(Kind.VOLUME, v.name(), v.labels())))
        .filter(v -> v.labels().entrySet().containsAll(labels.entrySet()))
        .toList();
  }

  private EngineEvents enriching(EngineEvents listener) {
    return new EngineEvents() {
      @Override
      public void heard(EngineEvent event) {
        listener.heard(enriched(event));
      }

      @Override
      public void lost(String why) {
        listener.lost(why);
      }
    };
  }

  private EngineEvent enriched(EngineEvent event) {
    if (event.subject() != EngineEvent.Subject.CONTAINER
        || !isAdopted(Kind.CONTAINER, event.id())) {
      return event;
    }
    return new EngineEvent(
        event.subject(),
        event.action(),
        event.id(),
        labels(Kind.CONTAINER, event.id(), new TreeMap<>(event.attributes())),
        event.time());
  }
}
