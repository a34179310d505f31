package dev.berth.port;

import java.util.Set;

/** The port for having drift mended that an app's policy only reports. */
public interface DriftRepairs {

  /**
   * Has what differs at these paths mended once, in the next passes over the app. It is forgotten
   * when Berth ends: what is not mended by then goes on being told.
   */
  void repair(String app, Set<String> paths);

  /** Whether something that was asked for is still to be mended. */
  boolean isRepairing(String app);
}
