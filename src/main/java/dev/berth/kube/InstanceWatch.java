package dev.berth.kube;

import dev.berth.http.StreamClient;
import dev.berth.intake.read.DeclaredResource;
import dev.berth.intake.read.Follower;
import dev.berth.intake.read.ResourceFilter;
import dev.berth.intake.read.ResourceQueries;
import dev.berth.port.EngineInventory;
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
 */
final class InstanceWatch {
  private static final Duration LOOK = Duration.ofSeconds(2);
  private static final ResourceFilter ANY =
      new ResourceFilter(Optional.empty(), LabelSelector.EVERYTHING);

  private final Instances instances;
  private final ResourceQueries resourceQueries;
  private final ResourceFilter resourceFilter;
  private final Accept accept;
  private final KubeWatch.Options options;
  private final Map<String, EngineInventory.ContainerReport> told = new LinkedHashMap<>();

  InstanceWatch(
      Instances instances,
      ResourceQueries resourceQueries,
      ResourceFilter resourceFilter,
      Accept accept,
      KubeWatch.Options options) {
    this.instances = instances;
    this.resourceQueries = resourceQueries;
    this.resourceFilter = resourceFilter;
    this.accept = accept;
    this.options = options;
  }

  void copy(OutputStream out, StreamClient client) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + options.limit().toNanos();
    long number = resourceQueries.now();
    if (options.after().filter(after -> after == number).isPresent()) {
      instances
          .all(resourceFilter)
          .forEach(c -> told.put(c.id(), c)); // The client has just listed them.
    } else {
      tell(number, out);
    }
    bookmark(number, options.initial(), out);
    try {
      follow(resourceQueries.follow(DeclaredResource.APP, ANY, number), deadline, out, client);
    } catch (WatchLog.Gone e) {
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
      bookmark(follower.number(), false, out);
    }
  }

  private void tell(long number, OutputStream out) throws IOException {
    Map<String, EngineInventory.ContainerReport> gone = new LinkedHashMap<>(told);
    for (EngineInventory.ContainerReport seen : instances.heard(resourceFilter)) {
      EngineInventory.ContainerReport before = gone.remove(seen.id());
      told.put(seen.id(), seen);
      if (!seen.equals(before)) {
        write(before == null ? "ADDED" : "MODIFIED", seen, number, out);
      }
    }
    for (EngineInventory.ContainerReport missing : gone.values()) {
      told.remove(missing.id());
      write("DELETED", missing, number, out);
    }
  }

  private void write(String type, EngineInventory.ContainerReport c, long number, OutputStream out)
      throws IOException {
    KubeWatch.write(out, type, Instances.shown(c, accept, number));
  }

  private void bookmark(long number, boolean initial, OutputStream out) throws IOException {
    if (options.bookmarks()) {
      Map<String, Object> metadata = new LinkedHashMap<>();
      metadata.put("resourceVersion", Long.toString(number));
      metadata.put("creationTimestamp", null);
      if (initial) {
        metadata.put("annotations", Map.of("k8s.io/initial-events-end", "true"));
      }
      KubeWatch.write(out, "BOOKMARK", KubeWatch.bookmark(ApiResource.INSTANCES, metadata));
    }
  }
}
