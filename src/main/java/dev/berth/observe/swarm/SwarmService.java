package dev.berth.observe.swarm;

import dev.berth.observe.Ownership;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * A service of a Swarm.
 *
 * @param version of what is written; whoever writes names it, and is refused if it is another
 * @param spec all of it, as the engine gives it
 * @param update how its last change goes, in the engine's words: {@code updating}, {@code paused},
 *     {@code completed}, {@code rollback_started}, …; empty where there was none
 * @param updateMessage what the engine says of that
 * @param desiredTasks how many the Swarm itself wants by now
 * @param completed tasks of a job that have ended well
 */
public record SwarmService(
    String id,
    long version,
    String name,
    Map<?, ?> spec,
    String update,
    String updateMessage,
    int desiredTasks,
    int completed) {

  public SwarmService withSpec(Map<?, ?> changed) {
    return new SwarmService(
        id, version, name, changed, update, updateMessage, desiredTasks, completed);
  }

  public SortedMap<String, String> labels() {
    return SpecTree.texts(spec, "Labels");
  }

  public SortedMap<String, String> containerLabels() {
    return SpecTree.texts(spec, "TaskTemplate", "ContainerSpec", "Labels");
  }

  /** Of the tasks that it is to have. */
  public String fingerprint() {
    return containerLabels().getOrDefault(Ownership.FINGERPRINT, "");
  }

  /** Whether the engine has taken back, or takes back, the last change. */
  public boolean isRolledBack() {
    return update.startsWith("rollback_");
  }

  /** Whether the engine has stopped in the middle of the last change. */
  public boolean isPaused() {
    return update.equals("paused") || update.equals("rollback_paused");
  }

  /** Whether tasks come and go for the last change. */
  public boolean isChanging() {
    return update.equals("updating") || update.equals("rollback_started");
  }

  /** Ids, or names, of its networks. */
  public Stream<String> networks() {
    return SpecTree.maps(spec, "TaskTemplate", "Networks").stream()
        .map(network -> SpecTree.text(network, "Target"));
  }

  /** Ids of the secrets and configs that its tasks get. */
  public Stream<String> files() {
    return Stream.concat(
        SpecTree.maps(spec, "TaskTemplate", "ContainerSpec", "Secrets").stream()
            .map(file -> SpecTree.text(file, "SecretID")),
        SpecTree.maps(spec, "TaskTemplate", "ContainerSpec", "Configs").stream()
            .map(file -> SpecTree.text(file, "ConfigID")));
  }
}
