package dev.berth.reconcile.swarm;

import dev.berth.engine.EngineException;
import dev.berth.engine.SwarmEngine;
import dev.berth.engine.guard.SwarmSecrets;
import dev.berth.observe.swarm.SpecTree;
import dev.berth.observe.swarm.SwarmObject;
import dev.berth.observe.swarm.SwarmObject.Kind;
import dev.berth.observe.swarm.SwarmSnapshot;
import dev.berth.plan.Action;
import dev.berth.plan.SwarmAction;
import dev.berth.reconcile.deps.ReconcilerDeps;
import dev.berth.reconcile.execute.FileTexts;
import dev.berth.reconcile.execute.PolicyGuard;
import dev.berth.spec.App;
import dev.berth.spec.FileSource;
import dev.berth.spec.GivenFile;
import dev.berth.state.DesiredApp;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Does the actions of one pass over an app on a Swarm, each by one call. */
final class SwarmRunner {
  private final ReconcilerDeps deps;
  private final SwarmEngine swarm;
  private final DesiredApp desired;
  private final SwarmSnapshot seen;
  private final PolicyGuard policy;

  /** Ids of secrets and configs that this pass has made, by name. */
  private final Map<String, String> made = new ConcurrentHashMap<>();

  SwarmRunner(ReconcilerDeps deps, SwarmEngine swarm, DesiredApp desired, SwarmSnapshot seen) {
    this.deps = deps;
    this.swarm = swarm;
    this.desired = desired;
    this.seen = seen;
    this.policy = new PolicyGuard(deps.policy(), desired);
  }

  void run(Action action) {
    policy.check(action);
    switch (action) {
      case SwarmAction a -> run(a);
      case Action.ObtainImage a ->
          deps.images()
              .obtain(desired.app(), desired.app().service(a.service()), desired.revision());
      default -> throw new IllegalArgumentException(action.what() + " is not for a Swarm");
    }
  }

  private void run(SwarmAction action) {
    switch (action) {
      case SwarmAction.CreateService a -> {
        String unused = swarm.createService(complete(a.spec()));
      }
      case SwarmAction.UpdateService a ->
          swarm.updateService(a.id(), a.version(), complete(a.spec()));
      case SwarmAction.RemoveService a -> swarm.removeService(a.id());
      case SwarmAction.CreateOverlay a -> {
        String unused = swarm.create(Kind.NETWORK, a.spec());
      }
      case SwarmAction.RemoveOverlay a -> swarm.remove(Kind.NETWORK, a.id());
      case SwarmAction.CreateFile a -> create(a);
      case SwarmAction.RemoveFile a -> swarm.remove(kind(a.kind()), a.id());
    }
  }

  private static Kind kind(GivenFile.Kind kind) {
    return kind == GivenFile.Kind.SECRET ? Kind.SECRET : Kind.CONFIG;
  }

  private void create(SwarmAction.CreateFile action) {
    App app = desired.app();
    FileSource source =
        (action.kind() == GivenFile.Kind.SECRET ? app.secrets() : app.configs())
            .getOrDefault(action.source(), new FileSource.Kept(action.source()));
    byte[] text = new FileTexts(deps.secrets()).text(source).getBytes(StandardCharsets.UTF_8);
    Map<String, Object> spec = new TreeMap<>();
    spec.put("Name", action.name());
    spec.put("Labels", action.labels());
    spec.put("Data", Base64.getEncoder().encodeToString(text));
    made.put(action.name(), swarm.create(kind(action.kind()), spec));
  }

  /** With values of secrets, and with the ids of what was made for it just now. */
  private Map<String, Object> complete(Map<String, Object> spec) {
    Map<String, Object> whole = new SwarmSecrets(deps.secrets()).inject(spec);
    Map<String, Object> task = SpecTree.copy(SpecTree.map(whole, "TaskTemplate"));
    Map<String, Object> container = SpecTree.copy(SpecTree.map(task, "ContainerSpec"));
    files(container, "Secret", Kind.SECRET);
    files(container, "Config", Kind.CONFIG);
    task.put("ContainerSpec", container);
    whole.put("TaskTemplate", task);
    return whole;
  }

  private void files(Map<String, Object> container, String word, Kind kind) {
    List<Map<String, Object>> files =
        SpecTree.maps(container, word + "s").stream()
            .map(file -> {
              Map<String, Object> copy = SpecTree.copy(file);
              copy.put(word + "ID", id(kind, SpecTree.text(file, word + "Name")));
              return copy;
            })
            .toList();
    if (!files.isEmpty()) {
      container.put(word + "s", files);
    }
  }

  private String id(Kind kind, String name) {
    String known = made.get(name);
    return known != null
        ? known
        : seen.named(kind, name)
            .map(SwarmObject::id)
            .orElseThrow(() ->
                new EngineException(
                    EngineException.Kind.NOT_FOUND, kind + " " + name + " is not there"));
  }
}
