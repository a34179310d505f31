package dev.berth.kube;

import dev.berth.http.StreamClient;
import dev.berth.intake.read.DeclaredResource;
import dev.berth.intake.read.Follower;
import dev.berth.intake.read.Page;
import dev.berth.intake.read.ResourceFilter;
import dev.berth.intake.read.ResourceQueries;
import dev.berth.port.WatchLog;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** One client's watch: a line of JSON for each change, bookmarks if it likes them. */
final class KubeWatch {
  private static final Duration BETWEEN_BOOKMARKS = Duration.ofSeconds(20);

  /** Clients that name no limit come again after this time at the latest. */
  private static final int LONGEST_SECONDS = 1800;

  /**
   * What a client asks for.
   *
   * @param after the change to begin after; empty: with everything that is there
   */
  record Options(Optional<Long> after, boolean bookmarks, boolean initial, Duration limit) {
    static Options of(KubeQueries queries) {
      boolean initial = queries.flag("sendInitialEvents");
      int seconds = queries.number("timeoutSeconds", LONGEST_SECONDS);
      return new Options(
          initial ? Optional.empty() : queries.version(),
          queries.flag("allowWatchBookmarks"),
          initial,
          Duration.ofSeconds(Math.min(seconds, LONGEST_SECONDS)));
    }
  }

  private final ResourceQueries resourceQueries;
  private final KubeShape shape;
  private final ResourceFilter resourceFilter;
  private final Accept accept;
  private final Options options;
  private final Optional<Follower> resumed;

  KubeWatch(
      ResourceQueries resourceQueries,
      KubeShape shape,
      ResourceFilter resourceFilter,
      Accept accept,
      Options options) {
    this.resourceQueries = resourceQueries;
    this.shape = shape;
    this.resourceFilter = resourceFilter;
    this.accept = accept;
    this.options = options;
    this.resumed =
        options
            .after()
            .map(number -> resourceQueries.follow(shape.resource().kind(), resourceFilter, number));
  }

  void copy(OutputStream out, StreamClient client) throws IOException, InterruptedException {
    try {
      long deadline = System.nanoTime() + options.limit().toNanos();
      Follower follower = resumed.isPresent() ? resumed.get() : everything(out);
      bookmark(out, follower.number(), Map.of());
      follow(follower, deadline, out, client);
      if (client.isThere()) {
        bookmark(out, follower.number(), Map.of());
      }
    } catch (WatchLog.Ended e) {
      out.flush(); // Whoever comes again goes on at the Berth that tells changes now.
    } catch (WatchLog.Gone e) {
      KubeException gone = KubeException.gone(String.valueOf(e.getMessage()));
      write(out, "ERROR", gone.status());
    }
  }

  private Follower everything(OutputStream out) throws IOException {
    Page page = resourceQueries.list(shape.resource().kind(), resourceFilter, 0, Optional.empty());
    for (DeclaredResource thing : page.items()) {
      line(out, "ADDED", shape.shown(thing, accept));
    }
    if (options.initial()) {
      bookmark(out, page.number(), Map.of("k8s.io/initial-events-end", "true"));
    }
    return resourceQueries.follow(shape.resource().kind(), resourceFilter, page.number());
  }

  private void follow(Follower follower, long deadline, OutputStream out, StreamClient client)
      throws IOException, InterruptedException {
    long bookmarkAt = System.nanoTime() + BETWEEN_BOOKMARKS.toNanos();
    while (client.isThere() && System.nanoTime() < deadline) {
      Optional<Follower.News> news = follower.next(patience(deadline));
      if (news.isPresent()) {
        write(out, news.get().verb().name(), shape.shown(news.get().thing(), accept));
      }
      if (System.nanoTime() > bookmarkAt) {
        bookmark(out, follower.number(), Map.of());
        bookmarkAt = System.nanoTime() + BETWEEN_BOOKMARKS.toNanos();
      }
    }
  }

  /** Until it is time to look for the client, or to end. */
  static Duration patience(long deadline) {
    long left = Math.max(1, deadline - System.nanoTime());
    return Duration.ofNanos(Math.min(left, StreamClient.PATIENCE.toNanos()));
  }

  private void bookmark(OutputStream out, long number, Map<String, String> annotations)
      throws IOException {
    if (!options.bookmarks()) {
      return;
    }
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("resourceVersion", Long.toString(number));
    metadata.put("creationTimestamp", null);
    if (!annotations.isEmpty()) {
      metadata.put("annotations", annotations);
    }
    write(out, "BOOKMARK", KubeObjects.bookmark(shape.kind(), shape.apiVersion(), metadata));
  }

  static void write(OutputStream out, String type, Map<String, ?> object) throws IOException {
    line(out, type, object);
    out.flush();
  }

  private static void line(OutputStream out, String type, Map<String, ?> object)
      throws IOException {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("type", type);
    event.put("object", object);
    out.write((KubeJson.text(event) + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
