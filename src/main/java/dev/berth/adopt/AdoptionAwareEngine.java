package dev.berth.adopt;

import dev.berth.engine.ContainerEngine;
import dev.berth.engine.EngineEvent;
import dev.berth.engine.EngineEvents;
import dev.berth.engine.guard.ForwardingEngine;
import dev.berth.observe.ContainerSummary;
import dev.berth.observe.ContainerView;
import dev.berth.observe.NetworkView;
import dev.berth.observe.VolumeView;
import dev.berth.spec.DataLoss;
import dev.berth.state.Adoption;
import dev.berth.state.Adoption.Kind;
import dev.berth.state.Adoptions;
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
public final class AdoptionAwareEngine extends ForwardingEngine {
  private final Adoptions adoptions;
  private final Map<String, Adoption> known = new ConcurrentHashMap<>();

  /** Over the engine as it is. */
  public AdoptionAwareEngine(ContainerEngine engine, Adoptions adoptions) {
    super(engine);
    this.adoptions = adoptions;
    reload();
  }

  /** Another Berth may have adopted meanwhile. */
  public void reload() {
    known.clear();
    adoptions.all().stream()
        .filter(EngineAdoptions::isLocal)
        .forEach(adoption -> known.put(key(adoption.kind(), adoption.id()), adoption));
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
    return engine();
  }

  @Override
  public Optional<ContainerView> container(String id) {
    return super.container(id).map(this::labelled);
  }

  @Override
  public AutoCloseable subscribe(EngineEvents listener) {
    return super.subscribe(enriching(listener));
  }

  @Override
  public void remove(String id) {
    super.remove(id);
    remove(Kind.CONTAINER, id);
  }

  @Override
  public void removeNetwork(String id) {
    super.removeNetwork(id);
    remove(Kind.NETWORK, id);
  }

  @Override
  public void removeVolume(String name, DataLoss asked) {
    super.removeVolume(name, asked);
    remove(Kind.VOLUME, name);
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

  @Override
  public List<ContainerSummary> summaries(Map<String, String> labels) {
    if (adopted(Kind.CONTAINER, labels).isEmpty()) {
      return super.summaries(labels);
    }
    return super.summaries(Map.of()).stream()
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

  @Override
  public List<ContainerView> containers(Map<String, String> labels) {
    List<ContainerView> all = new ArrayList<>();
    super.containers(labels).forEach(container -> all.add(labelled(container)));
    for (Adoption adoption : adopted(Kind.CONTAINER, labels)) {
      if (all.stream().noneMatch(container -> container.id().equals(adoption.id()))) {
        container(adoption.id()).ifPresent(all::add);
      }
    }
    return all;
  }

  @Override
  public List<NetworkView> networks(Map<String, String> labels) {
    if (adopted(Kind.NETWORK, labels).isEmpty()) {
      return super.networks(labels);
    }
    return super.networks(Map.of()).stream()
        .map(n -> n.withLabels(labels(Kind.NETWORK, n.id(), n.labels())))
        .filter(n -> n.labels().entrySet().containsAll(labels.entrySet()))
        .toList();
  }

  @Override
  public List<VolumeView> volumes(Map<String, String> labels) {
    if (adopted(Kind.VOLUME, labels).isEmpty()) {
      return super.volumes(labels);
    }
    return super.volumes(Map.of()).stream()
        .map(v -> v.withLabels(labels(Kind.VOLUME, v.name(), v.labels())))
        .filter(v -> v.labels().entrySet().containsAll(labels.entrySet()))
        .toList();
  }

  private EngineEvents enriching(EngineEvents listener) {
    return new EngineEvents() {
      @Override
      public void onEvent(EngineEvent event) {
        listener.onEvent(enriched(event));
      }

      @Override
      public void onLost(String why) {
        listener.onLost(why);
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
