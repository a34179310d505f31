package dev.berth.kube;

import dev.berth.http.StreamClient;
import dev.berth.intake.read.DeclaredResource;
import dev.berth.intake.read.Follower;
import dev.berth.intake.read.ResourceFilter;
import dev.berth.intake.read.ResourceQueries;
import dev.berth.port.WatchLog;
import dev.berth.spec.validation.LabelSelector;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One client's watch of containers. Of them no changes are numbered, so what is there is compared
 * with what was told: when something of an app has changed, and every few seconds.
 *
 * @param <T> the shape that they are shown in
 */
final class ContainerWatch<T> {
  private static final Duration LOOK = Duration.ofSeconds(2);
  private static final ResourceFilter ANY =
      new ResourceFilter(Optional.empty(), LabelSelector.EVERYTHING);

  /**
   * What is watched.
   *
   * @param <T> the shape that it is shown in
   */
  interface View<T> {

    /** What is there now of what the client wants, by what the engine's events have told, by id. */
    Map<String, T> heard();

    /** What the client was told as of a change, by id; empty where that is forgotten. */
    Optional<Map<String, T>> told(long number);

    /** Keeps what it was told until it comes again. */
    void remember(long number, Map<String, T> told);

    /** As an object, or as a table with one row. */
    Map<String, Object> shown(T one, long number);

    /** An object without content. */
    Map<String, Object> bookmark(Map<String, ?> metadata);
  }

  private final View<T> view;
  private final ResourceQueries resourceQueries;
  private final KubeWatch.Options options;
  private final Map<String, T> told = new LinkedHashMap<>();

  ContainerWatch(View<T> view, ResourceQueries resourceQueries, KubeWatch.Options options) {
    this.view = view;
    this.resourceQueries = resourceQueries;
    this.options = options;
  }

  void copy(OutputStream out, StreamClient client) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + options.limit().toNanos();
    long number = resourceQueries.now();
    options.after().flatMap(view::told).ifPresent(told::putAll);
    tell(number, out);
    bookmark(number, options.initial(), out);
    try {
      follow(resourceQueries.follow(DeclaredResource.APP, ANY, number), deadline, out, client);
    } catch (WatchLog.Gone | WatchLog.Ended e) {
      bookmark(resourceQueries.now(), false, out); // The client comes again.
    }
  }

  private void follow(Follower follower, long deadline, OutputStream out, StreamClient client)
      throws IOException, InterruptedException {
    long lookAt = System.nanoTime() + LOOK.toNanos();
    while (client.isThere() && System.nanoTime() < deadline) {
      Optional<Follower.News> news = follower.next(KubeWatch.patience(deadline));
      if (news.isPresent() || System.nanoTime() > lookAt) {
        tell(follower.number(), out);
        lookAt = System.nanoTime() + LOOK.toNanos();
      }
    }
    if (client.isThere()) {
      view.remember(follower.number(), told);
      bookmark(follower.number(), false, out);
    }
  }

  private void tell(long number, OutputStream out) throws IOException {
    Map<String, T> gone = new LinkedHashMap<>(told);
    for (Map.Entry<String, T> seen : view.heard().entrySet()) {
      T before = gone.remove(seen.getKey());
      told.put(seen.getKey(), seen.getValue());
      if (before == null || !before.equals(seen.getValue())) {
        write(before == null ? "ADDED" : "MODIFIED", seen.getValue(), number, out);
      }
    }
    for (Map.Entry<String, T> missing : gone.entrySet()) {
      told.remove(missing.getKey());
      write("DELETED", missing.getValue(), number, out);
    }
  }

  private void write(String type, T one, long number, OutputStream out) throws IOException {
    KubeWatch.write(out, type, view.shown(one, number));
  }

  private void bookmark(long number, boolean initial, OutputStream out) throws IOException {
    if (options.bookmarks()) {
      Map<String, Object> metadata = new LinkedHashMap<>();
      metadata.put("resourceVersion", Long.toString(number));
      metadata.put("creationTimestamp", null);
      if (initial) {
        metadata.put("annotations", Map.of("k8s.io/initial-events-end", "true"));
      }
      KubeWatch.write(out, "BOOKMARK", view.bookmark(metadata));
    }
  }
}
