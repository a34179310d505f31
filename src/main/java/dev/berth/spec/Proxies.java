package dev.berth.spec;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Services that are a HAProxy whose file Berth writes: holders, and the front door. */
final class Proxies {
  /** More than a stop at once takes; it waits for nobody. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  private Proxies() {}

  /** One of them. */
  static Service proxy(String name, String image, List<Port> published, Networking networking) {
    return new Service(
        name,
        new ImageSource.Registry(image, PullPolicy.MISSING),
        process(),
        new TreeMap<>(),
        published,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        RestartPolicy.UNLESS_STOPPED,
        1,
        new TreeMap<>(),
        Resources.UNLIMITED,
        Service.OnUnhealthy.RESTART,
        ServiceRuntime.NONE.withNetworking(networking));
  }

  /** Whatever image it is: the file decides, and nothing lives longer than a stop. */
  private static ProcessSpec process() {
    return new ProcessSpec(
        Optional.of(List.of("haproxy")),
        Optional.of(List.of("-W", "-db", "-f", Holders.FILE)),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(false),
        false,
        Optional.of("SIGTERM"),
        Optional.of(GRACE));
  }
}
