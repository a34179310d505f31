package dev.berth.plan;

import dev.berth.observe.ContainerSettings.Endpoint;
import dev.berth.observe.ContainerView;
import dev.berth.spec.Network;
import java.util.Set;
import java.util.SortedMap;

/** What is done to a network, or to a container's place on one. */
public sealed interface NetworkAction extends Action {

  record CreateNetwork(String name, Network network, SortedMap<String, String> labels, String cause)
      implements NetworkAction {
    @Override
    public String what() {
      return "create network " + name;
    }
  }

  record RemoveNetwork(String id, String name, String cause) implements NetworkAction {
    @Override
    public String what() {
      return "remove network " + name;
    }
  }

  /**
   * Sees that nobody but the app is on a network, before the app's own are taken off it.
   *
   * @param own ids of containers that may be on it
   */
  record CheckNetwork(String id, String name, Set<String> own, String cause)
      implements NetworkAction {
    public CheckNetwork {
      own = Set.copyOf(own);
    }

    @Override
    public String what() {
      return "see that nobody else is on network " + name;
    }

    @Override
    public boolean isPreparation() {
      return true;
    }
  }

  record Connect(String container, Endpoint endpoint, String cause) implements NetworkAction {
    @Override
    public String what() {
      return "connect " + container + " to " + endpoint.network();
    }
  }

  record Disconnect(String network, ContainerView container, String cause)
      implements NetworkAction {
    @Override
    public String what() {
      return "disconnect " + container.name() + " from " + network;
    }
  }
}
