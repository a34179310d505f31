package dev.berth.plan;

import dev.berth.spec.App;
import dev.berth.spec.Holders;
import dev.berth.spec.codec.AppReader;
import dev.berth.state.DesiredApp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Apps for tests. */
public final class Samples {
  private Samples() {}

  public static App app(Map<String, ?> services) {
    return AppReader.read(Map.of("name", "shop", "services", services)).app();
  }

  public static App shop(int webs) {
    return app(
        Map.of(
            "redis", Map.of("image", "redis:7"),
            "web", Map.of("image", "web:1", "replicas", webs, "depends_on", List.of("redis"))));
  }

  /** An app of one stateless service whose changes roll. */
  static App rolling(int webs, Map<String, ?> bounds) {
    Map<String, Object> rollout = new java.util.HashMap<>(bounds);
    rollout.put("strategy", "Rolling");
    Map<String, Object> web = Map.of("image", "web:1", "replicas", webs);
    return AppReader.read(
            Map.of("name", "shop", "services", Map.of("web", web), "rollout", rollout))
        .app();
  }

  /** As it is stored: with the holders that it takes. */
  public static DesiredApp desired(App app) {
    return new DesiredApp(
        "uid",
        1,
        1,
        1,
        app,
        Holders.lay(app),
        Instant.EPOCH,
        Optional.empty(),
        DesiredApp.Halt.GRACEFUL,
        Optional.empty(),
        Optional.empty());
  }

  public static DesiredApp restarted(DesiredApp app, Instant at) {
    return new DesiredApp(
        app.uid(),
        app.generation() + 1,
        app.revision(),
        app.resourceVersion(),
        app.declared(),
        app.app(),
        app.createdAt(),
        Optional.of(at),
        app.halt(),
        Optional.empty(),
        Optional.empty());
  }

  /** The same, declared once more. */
  public static DesiredApp again(DesiredApp app) {
    return new DesiredApp(
        app.uid(),
        app.generation() + 1,
        app.revision() + 1,
        app.resourceVersion(),
        app.declared(),
        app.app(),
        app.createdAt(),
        app.restartedAt(),
        app.halt(),
        Optional.empty(),
        Optional.empty());
  }

  public static DesiredApp deleting(DesiredApp app, boolean volumes) {
    return new DesiredApp(
        app.uid(),
        app.generation() + 1,
        app.revision(),
        app.resourceVersion(),
        app.declared(),
        app.app(),
        app.createdAt(),
        app.restartedAt(),
        app.halt(),
        Optional.of(new DesiredApp.Deletion(Instant.EPOCH, volumes)),
        Optional.empty());
  }
}
