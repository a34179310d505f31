package dev.berth.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.observe.ContainerSettings.Endpoint;
import dev.berth.observe.ContainerView;
import dev.berth.spec.DataLoss;
import dev.berth.spec.FileSource;
import dev.berth.spec.GivenFile;
import dev.berth.spec.Network;
import dev.berth.spec.Resources;
import dev.berth.spec.RestartPolicy;
import dev.berth.spec.RunOptions;
import dev.berth.spec.Volume;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What an action is called in plans, events and answers. */
class ActionTextTest {
  private static final String WHY = "why";
  private static final HolderFile FILE = new HolderFile("text", "mark", "structure", List.of());

  private final ContainerView web = web();

  private static ContainerView web() {
    World world = new World();
    world.settle(Samples.desired(Samples.app(Map.of("web", Map.of("image", "web:1")))));
    return world.snapshot().of("web").getFirst().withName("shop-web-1");
  }

  private static GivenFile file(String name) {
    return new GivenFile(
        GivenFile.Kind.SECRET,
        name,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void saysWhatIsDoneToWhat() {
    Network network = Samples.app(Map.of("web", Map.of("image", "x"))).network("default");
    assertThat(
            List.of(
                new Action.CreateContainer(web.settings().withName("shop-web-2"), WHY),
                new Action.StartContainer("shop-web-1", "web", List.of(), WHY),
                new Action.StopContainer(web, Duration.ZERO, WHY),
                new Action.KillContainer(web, "KILL", WHY),
                new Action.RemoveContainer(web, WHY),
                new Action.UpdateRestart(web, RestartPolicy.NEVER, WHY),
                new Action.UpdateLimits(web, Resources.UNLIMITED, RunOptions.NONE, WHY),
                new Action.Rename(web, "front", WHY),
                new Action.ObtainImage("web", "web:1", "pull", WHY),
                new Action.CreateVolume("data", Volume.PLAIN, new TreeMap<>(), WHY),
                new Action.KeepVolume("data", new TreeMap<>(), WHY),
                new Action.RemoveVolume("data", DataLoss.asked(true).orElseThrow(), WHY),
                new NetworkAction.CreateNetwork("net", network, new TreeMap<>(), WHY),
                new NetworkAction.RemoveNetwork("id", "net", WHY),
                new NetworkAction.CheckNetwork("id", "net", Set.of(), WHY),
                new NetworkAction.Connect("shop-web-1", new Endpoint("net", Set.of()), WHY),
                new NetworkAction.Disconnect("net", web, WHY),
                new HolderAction.Write("holder", FILE, WHY),
                new HolderAction.Rotate("holder", FILE, List.of(), List.of(), WHY),
                new HolderAction.Rotate("holder", FILE, List.of(), List.of("one", "two"), WHY),
                new HolderAction.Reload("holder", FILE, WHY)))
        .allSatisfy(action -> assertThat(action.cause()).isEqualTo(WHY))
        .extracting(Action::what)
        .containsExactly(
            "create shop-web-2",
            "start shop-web-1",
            "stop shop-web-1",
            "kill shop-web-1 with KILL",
            "remove shop-web-1",
            "set restart policy of shop-web-1 to no",
            "update limits of shop-web-1",
            "rename shop-web-1 to front",
            "pull web:1",
            "create volume data",
            "keep volume data",
            "remove volume data",
            "create network net",
            "remove network net",
            "see that nobody else is on network net",
            "connect shop-web-1 to net",
            "disconnect shop-web-1 from net",
            "write the rotation into holder",
            "rotate holder",
            "rotate holder: one, two",
            "reload holder");
  }

  /** Where what follows fails, it is done again with it: nobody sees whether it was. */
  @Test
  void whatIsDoneForWhatFollowsIsToldApart() {
    assertThat(
            List.of(
                new Action.PlaceFiles(
                    "web",
                    Map.of(
                        file("b"),
                        new FileSource.Inline("x"),
                        file("a"),
                        new FileSource.Kept("k", "")),
                    Set.of(),
                    WHY),
                new NetworkAction.CheckNetwork("id", "net", Set.of(), WHY),
                new HolderAction.Write("holder", FILE, WHY)))
        .allMatch(Action::isPreparation)
        .first()
        .extracting(Action::what)
        .isEqualTo("write [/run/secrets/a, /run/secrets/b] into web");
    assertThat(
            List.of(
                new HolderAction.Reload("holder", FILE, WHY),
                new Action.RemoveContainer(web, WHY),
                new NetworkAction.RemoveNetwork("id", "net", WHY)))
        .noneMatch(Action::isPreparation);
  }
}
