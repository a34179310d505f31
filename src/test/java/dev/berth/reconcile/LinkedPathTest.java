package dev.berth.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.disk.LocalDisk;
import dev.berth.disk.OwnHome;
import dev.berth.observe.ContainerView;
import dev.berth.spec.policy.HostAccessPolicy;
import dev.berth.spec.policy.HostPaths;
import dev.berth.spec.policy.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder that was good at the door and is a link now is given to nobody (issue 16). */
class LinkedPathTest {
  @TempDir Path folder;

  private Rig stored(Path data) throws IOException {
    Files.createDirectories(data);
    Rig rig = new Rig(folder.resolve("contexts"));
    rig.engine.addImage("web:1");
    rig.policy =
        new Policy(
            new HostPaths(
                List.of(folder.toRealPath().resolve("root")),
                List.of(),
                new LocalDisk(new OwnHome(folder.resolve("home")))),
            List.of(),
            HostAccessPolicy.NONE,
            Optional.empty(),
            Optional.empty());
    rig.put("{name: app, image: web:1, volumes: ['" + data + ":/data']}");
    return rig;
  }

  private static void swap(Path data) throws IOException {
    Files.delete(data);
    Files.createSymbolicLink(data, Path.of("/etc"));
  }

  private static void passes(Rig rig, Rig.Berth berth) {
    for (int i = 0; i < 5; i++) {
      berth.cache.reload();
      berth.reconciler.pass("app");
      rig.pass(Duration.ofMinutes(5));
    }
  }

  @Test
  void noContainerIsMadeWithIt() throws IOException {
    Path data = folder.toRealPath().resolve("root/data");
    Rig rig = stored(data);
    swap(data);

    passes(rig, rig.berth());

    assertThat(rig.containers("app", "app")).isEmpty();
  }

  @Test
  void noContainerThatHasItIsStartedAgain() throws IOException {
    Path data = folder.toRealPath().resolve("root/data");
    Rig rig = stored(data);
    Rig.Berth berth = rig.berth();
    berth.converge();
    ContainerView before = rig.containers("app", "app").getFirst();
    rig.engine.kill(before.id(), "KILL");
    swap(data);

    passes(rig, berth);

    assertThat(rig.containers("app", "app"))
        .singleElement()
        .satisfies(after -> {
          assertThat(after.id()).isEqualTo(before.id());
          assertThat(after.isRunning()).isFalse();
        });
  }
}
