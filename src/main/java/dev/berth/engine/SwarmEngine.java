package dev.berth.engine;

import dev.berth.observe.swarm.SwarmNode;
import dev.berth.observe.swarm.SwarmObject;
import dev.berth.observe.swarm.SwarmSnapshot;
import java.util.List;
import java.util.Map;

/**
 * The port to a Swarm, by one of its managers. Trees are requests of the Engine API. What is not
 * there is gone already; all failures are {@link EngineException}s.
 */
public interface SwarmEngine extends AutoCloseable {

  /** Who it is; asked of a manager, and answered by others too, who say that they are none. */
  SwarmInfo info();

  List<SwarmNode> nodes();

  /** All that is there; tasks only of services that are of that Berth. */
  SwarmSnapshot look(String instance);

  /** Makes a service, and answers its id. */
  String createService(Map<String, Object> spec);

  /**
   * Writes a service anew.
   *
   * @throws EngineException {@link EngineException.Kind#CONFLICT} if it has another version by now
   */
  void updateService(String id, long version, Map<String, Object> spec);

  void removeService(String id);

  /** Makes a network, a secret or a config, and answers its id. */
  String create(SwarmObject.Kind kind, Map<String, Object> spec);

  void remove(SwarmObject.Kind kind, String id);

  /**
   * Reads the output of a service's tasks. Each line begins with what tells its task: {@code
   * com.docker.swarm.task.id=…,… TEXT}, before that its time if that is asked for.
   */
  AutoCloseable logs(String service, LogRequest request, LogListener listener);

  /**
   * Calls whenever something of the Swarm has changed; the other is called once when no more will
   * be heard.
   */
  AutoCloseable subscribe(Runnable changed, Runnable lost);

  @Override
  void close();
}
