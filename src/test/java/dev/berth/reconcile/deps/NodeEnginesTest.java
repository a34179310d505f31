package dev.berth.reconcile.deps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.engine.ContainerEngine;
import dev.berth.engine.FakeEngine;
import dev.berth.observe.swarm.SwarmNode;
import dev.berth.reconcile.deps.NodeEngines.Door;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A node is reached by its own engine, and by no other one. */
class NodeEnginesTest {
  private static final SwarmNode N2 = new SwarmNode("id2", "n2", "ready", "active", "worker", "");

  private static FakeEngine engine(String node) {
    FakeEngine engine = new FakeEngine(() -> Instant.EPOCH);
    engine.node = node;
    return engine;
  }

  private static Door door(Map<String, ContainerEngine> engines) {
    NodeEngines nodes = new NodeEngines("far", new TreeMap<>(engines));
    nodes.look();
    return nodes.of(N2);
  }

  @Test
  void itIsFoundByItsNameOrItsId() {
    ContainerEngine engine = engine("id2");

    assertThat(door(Map.of("n2", engine))).isEqualTo(new Door.Open(engine));
    assertThat(door(Map.of("id2", engine, "n2", engine("id3")))).isEqualTo(new Door.Open(engine));
  }

  @Test
  void whoIsNotNamedIsMissingWithTheKeyToWrite() {
    assertThat(door(Map.of("n3", engine("id3"))))
        .isInstanceOf(Door.Missing.class)
        .extracting(Door::trouble)
        .asString()
        .contains("node n2", "spec.nodes: {n2: \"tcp://HOST:PORT\"}", "engine far");
  }

  @Test
  void anotherOneIsNotTakenForIt() {
    assertThat(door(Map.of("n2", engine("id3"))).trouble())
        .contains("spec.nodes.n2 of engine far is not node id2 but node id3");
    assertThat(door(Map.of("n2", engine(""))).trouble()).contains("an engine of no Swarm");
  }

  @Test
  void whoDoesNotAnswerIsShutAndTheOthersAreNot() {
    FakeEngine silent = engine("id2");
    silent.reachable(false);
    NodeEngines nodes =
        new NodeEngines("far", new TreeMap<>(Map.of("n2", silent, "n3", engine("id3"))));

    assertThat(nodes.of(N2)).isInstanceOf(Door.Shut.class);
    nodes.look();

    assertThat(nodes.of(N2).trouble())
        .isEqualTo("node n2, spec.nodes.n2 of engine far: nobody answers");
    assertThat(nodes.of(new SwarmNode("id3", "n3", "ready", "active", "worker", "")))
        .isInstanceOf(Door.Open.class);
  }
}
