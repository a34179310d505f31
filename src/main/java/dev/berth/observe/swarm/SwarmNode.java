package dev.berth.observe.swarm;

/**
 * A machine of a Swarm.
 *
 * @param host as the machine calls itself
 * @param state {@code ready}, {@code down}, …
 * @param availability {@code active}, {@code pause} or {@code drain}
 * @param role {@code manager} or {@code worker}
 * @param message why it is as it is: {@code heartbeat failure}
 */
public record SwarmNode(
    String id, String host, String state, String availability, String role, String message) {

  public boolean isReady() {
    return state.equals("ready");
  }
}
