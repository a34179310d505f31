package dev.berth.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.observe.ContainerView;
import dev.berth.spec.App;
import dev.berth.spec.RunOption;
import dev.berth.spec.Service;
import dev.berth.state.DesiredApp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whose namespaces a service uses is said to an engine by the container, and to users by name. */
class NamespaceSharingTest {
  private final World world = new World();

  private static App app(Map<String, ?> user) {
    Map<String, Object> service = new HashMap<>(user);
    service.put("image", "user:1");
    return Samples.app(
        Map.of(
            "db", Map.of("image", "db:1"),
            "log", Map.of("image", "log:1"),
            "user", service));
  }

  private NamespaceSharing sharing(DesiredApp desired) {
    return new NamespaceSharing(
        new Blueprints("me", desired, world.snapshot()), desired.app(), world.snapshot());
  }

  private String id(String service) {
    return world.snapshot().of(service).getFirst().id();
  }

  private static final Map<String, ?> ALL =
      Map.of(
          "network_mode",
          "service:db",
          "ipc",
          "service:db",
          "pid",
          "service:log",
          "volumes_from",
          List.of("log:ro", "db", "container:other:ro"));

  @Test
  void untilSomebodyIsThereItStaysAName() {
    DesiredApp desired = Samples.desired(app(ALL));
    Service user = desired.app().service("user");
    NamespaceSharing sharing = sharing(desired);

    assertThat(sharing.mode("service:db")).isEqualTo("service:db");
    assertThat(sharing.obstacle(user))
        .contains("db has no container yet, whose it shares by network_mode");
    assertThat(sharing.options(user.options()).words(RunOption.VOLUMES_FROM))
        .containsExactly("log:ro", "db", "other:ro");
    assertThat(sharing.since(user)).isEmpty();
    assertThat(sharing.made("db")).isEmpty();
    assertThat(sharing.made("nobody")).isEmpty();
  }

  @Test
  void thenItIsThatContainer() {
    DesiredApp desired = Samples.desired(app(ALL));
    world.settle(desired);
    Service user = desired.app().service("user");
    NamespaceSharing sharing = sharing(desired);

    assertThat(sharing.obstacle(user)).isEmpty();
    assertThat(sharing.mode("service:db")).isEqualTo("container:" + id("db"));
    assertThat(sharing.mode("host")).isEqualTo("host");
    assertThat(sharing.options(user.options()).text(RunOption.IPC))
        .isEqualTo("container:" + id("db"));
    assertThat(sharing.options(user.options()).text(RunOption.PID))
        .isEqualTo("container:" + id("log"));
    assertThat(sharing.options(user.options()).words(RunOption.VOLUMES_FROM))
        .containsExactly(id("log") + ":ro", id("db"), "other:ro");
    assertThat(sharing.made("db")).contains(World.NOW);
  }

  @Test
  void whatIsNotSharedIsAsDeclared() {
    DesiredApp desired = Samples.desired(app(Map.of("ipc", "shareable")));
    world.settle(desired);
    Service user = desired.app().service("user");
    assertThat(sharing(desired).options(user.options())).isEqualTo(user.options());
    assertThat(user.options().get(RunOption.PID)).isEmpty();
  }

  @Test
  void theYoungestOfThoseThatRunCounts() {
    DesiredApp desired = Samples.desired(app(ALL));
    Service user = desired.app().service("user");
    world.settle(desired);
    world.turnTo(World.NOW.plusSeconds(60));
    restart("log");
    assertThat(sharing(desired).since(user)).contains(World.NOW.plusSeconds(60));

    world.end(world.snapshot().of("log").getFirst().name(), 0);
    assertThat(sharing(desired).since(user)).as("who has ended").contains(World.NOW);
  }

  /** Volumes stay what they are when who has them starts again. */
  @Test
  void volumesOfAnotherDoNotStartAnew() {
    DesiredApp desired = Samples.desired(app(Map.of("volumes_from", List.of("db"))));
    world.settle(desired);
    assertThat(world.snapshot().of("db")).allMatch(ContainerView::isRunning);
    assertThat(sharing(desired).since(desired.app().service("user"))).isEmpty();
  }

  private void restart(String service) {
    ContainerView container = world.snapshot().of(service).getFirst();
    world.end(container.name(), 0);
    world.apply(
        new Plan(
            List.of(
                new Step(
                    new Action.StartContainer(container.name(), service, List.of(), "again"),
                    Set.of())),
            List.of()));
  }
}
