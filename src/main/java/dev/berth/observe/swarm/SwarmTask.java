package dev.berth.observe.swarm;

import dev.berth.observe.Ownership;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;

/**
 * A task of a service: one container that was, is or will be.
 *
 * @param service id of its service
 * @param slot counted from 1; 0 where each node has one
 * @param node id of its node; empty while it has none
 * @param desired what the Swarm wants of it: {@code running}, {@code shutdown}, …
 * @param state how far it is: {@code pending}, {@code preparing}, {@code starting}, {@code
 *     running}, {@code failed}, …
 * @param error what went wrong, in the engine's words
 * @param container id; empty while there is none
 * @param labels of its container
 * @param ports host ports that it publishes by itself
 * @param since when its state is this
 */
public record SwarmTask(
    String id,
    String service,
    int slot,
    String node,
    String desired,
    String state,
    String message,
    String error,
    OptionalInt exitCode,
    String container,
    SortedMap<String, String> labels,
    List<Integer> ports,
    Instant createdAt,
    Instant since) {
  private static final Set<String> ENDED =
      Set.of("complete", "shutdown", "failed", "rejected", "remove", "orphaned");

  public SwarmTask {
    ports = List.copyOf(ports);
  }

  public boolean isWanted() {
    return desired.equals("running");
  }

  public boolean isRunning() {
    return state.equals("running");
  }

  /** Whether its container has ended, or never came to be. */
  public boolean hasEnded() {
    return ENDED.contains(state);
  }

  public boolean hasFailed() {
    return state.equals("failed") || state.equals("rejected");
  }

  public boolean isComplete() {
    return state.equals("complete");
  }

  public String fingerprint() {
    return labels.getOrDefault(Ownership.FINGERPRINT, "");
  }

  /** Of the app that it was made for; 0 where nobody says. */
  public long revision() {
    String text = labels.getOrDefault(Ownership.REVISION, "");
    return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
  }
}
