package dev.berth.fleet;

import dev.berth.engine.EngineException;
import dev.berth.engine.EngineInfo;
import dev.berth.engine.SwarmInfo;
import dev.berth.image.job.ImageJobs;
import dev.berth.observe.swarm.SwarmNode;
import dev.berth.port.AppUsage;
import dev.berth.port.EngineSights.Identity;
import dev.berth.port.EngineSights.NodeSight;
import dev.berth.port.EngineSights.Sight;
import dev.berth.port.EngineSights.SwarmSight;
import dev.berth.reconcile.deps.AppLoop;
import dev.berth.reconcile.deps.NodeEngines;
import dev.berth.reconcile.deps.SwarmAccess;
import dev.berth.state.DesiredApp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** An engine with its loop, and what was seen of it last. */
final class FleetMember {
  /** An engine is seldom updated, and seldom gets more memory. */
  private static final Duration IDENTITY_LASTS = Duration.ofSeconds(30);

  /** Until the engines of single nodes are asked again whether they answer. */
  private static final Duration NODES_LAST = Duration.ofSeconds(10);

  private final String name;
  private final Object key;
  private final EngineMaker.Made made;
  private final AppUsage usage;
  private final AtomicBoolean looking = new AtomicBoolean();
  private volatile Optional<String> id = Optional.empty();
  private volatile Sight sight = Sight.NONE;
  private volatile Instant identified = Instant.EPOCH;
  private volatile Nodes nodes = new Nodes("", List.of());
  private final AtomicBoolean lookingAtNodes = new AtomicBoolean();
  private volatile Instant nodesLooked = Instant.EPOCH;

  /** Of a Swarm; {@code own} is the id of the one whose engine is asked. */
  private record Nodes(String own, List<SwarmNode> all) {}

  /** {@code key} is what it was made from: another one means to make it anew. */
  FleetMember(String name, Object key, EngineMaker.Made made) {
    this.name = name;
    this.key = key;
    this.made = made;
    this.usage = made.loop().inventory().usage();
  }

  String name() {
    return name;
  }

  Object key() {
    return key;
  }

  AppLoop loop() {
    return made.loop();
  }

  ImageJobs images() {
    return made.images();
  }

  void renew() {
    made.renew().run();
  }

  AppUsage usage() {
    return usage;
  }

  Sight sight() {
    return sight;
  }

  boolean has(DesiredApp app) {
    return loop().has(app.name());
  }

  boolean answers() {
    return loop().vitals().blindness().isEmpty();
  }

  /** What tells the engine from all others; empty while it has not said so. */
  Optional<String> id() {
    return id;
  }

  /** Takes note of how it is; asks the engine who it is now and then, which may last. */
  void look(Instant now) {
    Optional<String> blindness = loop().vitals().blindness();
    if (blindness.isPresent()) {
      sight = sight.lost(blindness.get());
      identified = Instant.EPOCH; // It may come back as another.
    } else {
      identify(now);
    }
  }

  /** Likewise of one whose loop does not run yet. */
  void identify(Instant now) {
    if (!looking.compareAndSet(false, true)) {
      return;
    }
    try {
      if (identified.plus(IDENTITY_LASTS).isBefore(now)) {
        ask(now);
      } else {
        sight = new Sight(true, sight.who().map(this::withNodes), Optional.of(now), "");
      }
    } catch (EngineException e) {
      sight = sight.lost(e.getMessage());
    } finally {
      looking.set(false);
    }
  }

  private void ask(Instant now) {
    EngineInfo info = made.engine().info();
    Optional<SwarmInfo> swarm = made.swarm().map(access -> access.manager().info());
    if (swarm.filter(one -> !one.isManager()).isPresent()) {
      sight =
          sight.lost(
              "it is no manager of a Swarm: make it one with docker swarm init, name one in"
                  + " spec.host, or write type: docker");
      return;
    }
    // The containers of a manager are another engine's affair than the services of its Swarm.
    id =
        swarm
            .map(one -> "swarm " + one.cluster())
            .or(() -> Optional.of(info.id()).filter(text -> !text.isEmpty()));
    identified = now;
    nodes =
        new Nodes(
            info.node(), made.swarm().map(access -> access.manager().nodes()).orElse(List.of()));
    Identity who =
        new Identity(
            info.version(),
            info.cpus(),
            info.memoryBytes(),
            swarm.map(one -> new SwarmSight(one.managers(), List.of())));
    sight = new Sight(true, Optional.of(withNodes(who)), Optional.of(now), "");
  }

  private Identity withNodes(Identity who) {
    List<NodeSight> sights = nodes.all().stream().map(this::sight).toList();
    return new Identity(
        who.version(),
        who.cpus(),
        who.memoryBytes(),
        who.swarm().map(swarm -> new SwarmSight(swarm.managers(), sights)));
  }

  private NodeSight sight(SwarmNode node) {
    String trouble =
        made.swarm()
            .filter(access -> !node.id().equals(nodes.own()))
            .map(access -> access.nodes().of(node).trouble())
            .orElse("");
    return new NodeSight(node.host(), node.state(), node.availability(), node.role(), trouble);
  }

  /** Asks the engines of single nodes now and then whether they answer, which may last. */
  void lookAtNodes(Instant now) {
    Optional<NodeEngines> engines =
        made.swarm().map(SwarmAccess::nodes).filter(some -> !some.isEmpty());
    if (engines.isEmpty()
        || nodesLooked.plus(NODES_LAST).isAfter(now)
        || !lookingAtNodes.compareAndSet(false, true)) {
      return;
    }
    try {
      engines.get().look();
      nodesLooked = now;
    } finally {
      lookingAtNodes.set(false);
    }
  }

  /** Of one whose loop has not begun. */
  void discard() {
    made.images().close();
    made.swarm().ifPresent(SwarmAccess::close);
    made.engine().close();
  }

  /** Ends its loop; containers run on. */
  void end(Duration limit) throws InterruptedException {
    boolean unused = loop().end(limit);
    made.swarm().ifPresent(SwarmAccess::close);
    made.engine().close();
  }
}
