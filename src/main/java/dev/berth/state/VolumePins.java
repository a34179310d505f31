package dev.berth.state;

import java.util.Map;

/** The port to the memory of which node of a Swarm has the data of a volume. */
public interface VolumePins {

  /** Ids of nodes of an engine, by the volumes of an app. */
  Map<String, String> of(String engine, String app);

  /** In place of what was known; durable when it returns. */
  void keep(String engine, String app, Map<String, String> nodes);

  /** The app is gone. */
  void forget(String app);
}
