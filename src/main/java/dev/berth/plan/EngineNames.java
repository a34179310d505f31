package dev.berth.plan;

import dev.berth.observe.Ownership;
import dev.berth.observe.Snapshot;
import dev.berth.spec.App;
import dev.berth.spec.Fingerprint;
import dev.berth.spec.Volume;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an app's things are called on the engine. Networks and volumes are named as Docker Compose
 * names them, {@code app_default} and {@code app_volume}, so that people and other tools find them.
 */
public final class EngineNames {
  private static final int SUFFIX = 5;

  /** Of a path, in the name of a volume; the engine allows 255 letters in all. */
  private static final int READABLE = 40;

  private EngineNames() {}

  /** A network of an app. */
  public static String network(App app, String network) {
    return app.network(network).name().orElse(app.name() + "_" + network);
  }

  /**
   * A volume of an app. One that is there already keeps the name it has, whatever rule made it: a
   * volume under a new name would be an empty one.
   */
  public static String volume(App app, String volume, Snapshot seen) {
    Volume declared = app.volumes().getOrDefault(volume, Volume.PLAIN);
    return declared
        .external()
        .or(() -> seen.volume(volume).map(found -> found.name()))
        .or(declared::name)
        .orElse(app.name() + "_" + volume);
  }

  /**
   * A container: readable in front, unique by its end. The end depends on what is there, so that a
   * successor never asks for the name of a predecessor.
   */
  static String container(Blueprint of, Collection<String> taken) {
    Optional<String> own = of.service().networking().containerName();
    if (own.filter(name -> !taken.contains(name)).isPresent()) {
      return own.get();
    }
    String front = of.nameFront();
    SortedMap<String, String> seed = new TreeMap<>(Map.of("fingerprint", of.fingerprint()));
    of.image().ifPresent(image -> seed.put("image", of.settings().image()));
    for (int attempt = 0; ; attempt++) {
      seed.put("attempt", Integer.toString(attempt));
      String name = front + suffix(Fingerprint.of(seed));
      if (!taken.contains(name)) {
        return name;
      }
    }
  }

  /** What the names of all containers of one replica begin with. */
  static String front(String app, String service, int replica) {
    return app + "-" + service + "-" + replica + "-";
  }

  private static String suffix(String fingerprint) {
    return fingerprint.substring(fingerprint.length() - SUFFIX);
  }

  /** A volume without a name of one replica: what can be read, and what makes it unique. */
  static String unnamed(String app, String service, int replica, String target) {
    String words = target.replaceAll("[^A-Za-z0-9]+", "-").replaceAll("^-|-$", "");
    return app
        + "_"
        + service
        + "-"
        + replica
        + "_"
        + words.substring(0, Math.min(READABLE, words.length()))
        + "-"
        + suffix(Fingerprint.of(new TreeMap<>(Map.of("target", target))));
  }

  /** Labels of such a volume: whose it is, and where its containers have it. */
  static SortedMap<String, String> unnamedLabels(
      String instance, String app, String service, int replica, String target) {
    SortedMap<String, String> labels = labels(instance, app);
    labels.put(Ownership.SERVICE, service);
    labels.put(Ownership.REPLICA, Integer.toString(replica));
    labels.put(Ownership.TARGET, target);
    return labels;
  }

  /** Labels of things that are an app's. */
  private static SortedMap<String, String> labels(String instance, String app) {
    return new TreeMap<>(
        Map.of(
            Ownership.INSTANCE, instance,
            Ownership.APP, app,
            ComposeLabels.PROJECT, app));
  }

  /** Labels of networks: whose they are, and what they were made from. */
  static SortedMap<String, String> networkLabels(String instance, App app, String network) {
    SortedMap<String, String> labels = new TreeMap<>(app.network(network).labels());
    labels.putAll(labels(instance, app.name()));
    labels.put(ComposeLabels.NETWORK, network);
    labels.put(Ownership.FINGERPRINT, NetworkFields.fingerprint(app.network(network)));
    return labels;
  }

  /** Labels of volumes: whose they are, and what the manifest calls them. */
  static SortedMap<String, String> volumeLabels(String instance, App app, String volume) {
    SortedMap<String, String> labels =
        new TreeMap<>(app.volumes().getOrDefault(volume, Volume.PLAIN).labels());
    labels.keySet().removeIf(key -> key.startsWith(Ownership.PREFIX));
    labels.putAll(labels(instance, app.name()));
    labels.put(ComposeLabels.VOLUME, volume);
    labels.put(Ownership.VOLUME, volume);
    return labels;
  }
}
