package dev.berth.reconcile.deps;

import dev.berth.engine.ContainerEngine;
import dev.berth.engine.EngineException;
import dev.berth.observe.swarm.SwarmNode;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * Engines of single nodes of a Swarm, for what no manager hands on to them: commands in tasks, and
 * what these use.
 */
public final class NodeEngines implements AutoCloseable {
  private final String swarm;
  private final Map<String, ContainerEngine> engines;
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();

  /** What an engine said last: the id of its node, or why it does not answer. */
  private record Answer(String node, String trouble) {}

  /** How a node is reached. */
  public sealed interface Door {

    /** Why nothing can be asked of it; empty where something can. */
    String trouble();

    /** By its engine. */
    record Open(ContainerEngine engine) implements Door {
      @Override
      public String trouble() {
        return "";
      }
    }

    /** It does not answer, which may pass. */
    record Shut(String trouble) implements Door {}

    /** Nobody has said how, or has said it of another one. */
    record Missing(String trouble) implements Door {}
  }

  /**
   * As they were declared.
   *
   * @param swarm name of the engine that is the manager
   * @param engines by names, or ids, of their nodes
   */
  public NodeEngines(String swarm, Map<String, ContainerEngine> engines) {
    this.swarm = swarm;
    this.engines = Map.copyOf(engines);
  }

  /** Asks each of them which node it is, all at once, and waits for what they say. */
  public void look() {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      engines.forEach((name, engine) -> threads.execute(() -> answers.put(name, ask(engine))));
    }
  }

  private static Answer ask(ContainerEngine engine) {
    try {
      return new Answer(engine.info().node(), "");
    } catch (EngineException e) {
      return new Answer("", e.getMessage());
    }
  }

  /** An id says more than a name, which two nodes may share. */
  private Optional<String> key(SwarmNode node) {
    return Stream.of(node.id(), node.host()).filter(engines::containsKey).findFirst();
  }

  /** As far as it is known; asks nobody. */
  public Door of(SwarmNode node) {
    Optional<String> key = key(node);
    Optional<ContainerEngine> engine = key.map(engines::get);
    if (key.isEmpty() || engine.isEmpty()) {
      return new Door.Missing(
          "nobody has said how to reach node "
              + node.host()
              + ": write spec.nodes: {"
              + node.host()
              + ": \"tcp://HOST:PORT\"} in engine "
              + swarm);
    }
    String path = "spec.nodes." + key.get() + " of engine " + swarm;
    Answer answer = answers.getOrDefault(key.get(), new Answer("", "it was not asked yet"));
    if (!answer.trouble().isEmpty()) {
      return new Door.Shut("node " + node.host() + ", " + path + ": " + answer.trouble());
    }
    return answer.node().equals(node.id())
        ? new Door.Open(engine.get())
        : new Door.Missing(path + " is not node " + node.id() + " but " + who(answer.node()));
  }

  private static String who(String node) {
    return node.isEmpty() ? "an engine of no Swarm" : "node " + node;
  }

  public boolean isEmpty() {
    return engines.isEmpty();
  }

  @Override
  public void close() {
    engines.values().forEach(ContainerEngine::close);
  }
}
