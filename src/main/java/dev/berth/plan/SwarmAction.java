package dev.berth.plan;

import dev.berth.spec.GivenFile;
import java.util.Map;
import java.util.SortedMap;

/** An action on a Swarm: one call of a manager. Trees are requests of the Engine API. */
public sealed interface SwarmAction extends Action {

  /** Name in the manifest of the service that it is about; empty where it is the whole app's. */
  default String service() {
    return "";
  }

  /** Makes a service; {@code spec} may hold texts of secrets without their values. */
  record CreateService(String service, String name, Map<String, Object> spec, String cause)
      implements SwarmAction {
    public CreateService {
      spec = Map.copyOf(spec);
    }

    @Override
    public String what() {
      return "create service " + name;
    }
  }

  /**
   * Writes a service anew.
   *
   * @param version that it was seen in: what somebody else has changed since is refused
   */
  record UpdateService(
      String service, String name, String id, long version, Map<String, Object> spec, String cause)
      implements SwarmAction {
    public UpdateService {
      spec = Map.copyOf(spec);
    }

    @Override
    public String what() {
      return "update service " + name;
    }
  }

  record RemoveService(String service, String name, String id, String cause)
      implements SwarmAction {
    @Override
    public String what() {
      return "remove service " + name;
    }
  }

  record CreateOverlay(String name, Map<String, Object> spec, String cause) implements SwarmAction {
    public CreateOverlay {
      spec = Map.copyOf(spec);
    }

    @Override
    public String what() {
      return "create network " + name;
    }
  }

  record RemoveOverlay(String name, String id, String cause) implements SwarmAction {
    @Override
    public String what() {
      return "remove network " + name;
    }
  }

  /**
   * Makes a secret or a config.
   *
   * @param source its name in the manifest; its text nobody says here
   */
  record CreateFile(
      GivenFile.Kind kind,
      String name,
      String source,
      SortedMap<String, String> labels,
      String cause)
      implements SwarmAction {
    @Override
    public String what() {
      return "create " + word(kind) + " " + name;
    }
  }

  record RemoveFile(GivenFile.Kind kind, String name, String id, String cause)
      implements SwarmAction {
    @Override
    public String what() {
      return "remove " + word(kind) + " " + name;
    }
  }

  private static String word(GivenFile.Kind kind) {
    return kind == GivenFile.Kind.SECRET ? "secret" : "config";
  }
}
