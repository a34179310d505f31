package dev.berth.engine.guard;

import dev.berth.engine.EngineException;
import dev.berth.engine.LogListener;
import dev.berth.engine.LogRequest;
import dev.berth.engine.SwarmEngine;
import dev.berth.engine.SwarmInfo;
import dev.berth.observe.swarm.SwarmNode;
import dev.berth.observe.swarm.SwarmObject;
import dev.berth.observe.swarm.SwarmSnapshot;
import java.util.List;
import java.util.Map;

/** A Swarm that changes nothing for a Berth that does not lead; see {@link FencedEngine}. */
public record FencedSwarm(SwarmEngine swarm, Fence fence) implements SwarmEngine {

  private void require(String call) {
    if (!fence.mayAct()) {
      fence.held(call);
      throw new EngineException(
          EngineException.Kind.UNREACHABLE, call + ": this Berth does not lead any more");
    }
  }

  @Override
  public SwarmInfo info() {
    return swarm.info();
  }

  @Override
  public List<SwarmNode> nodes() {
    return swarm.nodes();
  }

  @Override
  public SwarmSnapshot look(String instance) {
    return swarm.look(instance);
  }

  @Override
  public String createService(Map<String, Object> spec) {
    require("create service " + spec.get("Name"));
    return swarm.createService(spec);
  }

  @Override
  public void updateService(String id, long version, Map<String, Object> spec) {
    require("update service " + spec.get("Name"));
    swarm.updateService(id, version, spec);
  }

  @Override
  public void removeService(String id) {
    require("remove service " + id);
    swarm.removeService(id);
  }

  @Override
  public String create(SwarmObject.Kind kind, Map<String, Object> spec) {
    require("create " + spec.get("Name"));
    return swarm.create(kind, spec);
  }

  @Override
  public void remove(SwarmObject.Kind kind, String id) {
    require("remove " + id);
    swarm.remove(kind, id);
  }

  @Override
  public AutoCloseable logs(String service, LogRequest request, LogListener listener) {
    return swarm.logs(service, request, listener);
  }

  @Override
  public AutoCloseable subscribe(Runnable changed, Runnable lost) {
    return swarm.subscribe(changed, lost);
  }

  @Override
  public void close() {
    swarm.close();
  }
}
