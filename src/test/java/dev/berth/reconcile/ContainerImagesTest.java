package dev.berth.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.port.EngineInventory.ContainerReport;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Containers are made by the id of their image and told by its name: issue 18, 15. */
class ContainerImagesTest {
  @TempDir Path folder;
  private Rig rig;
  private Rig.Berth berth;

  @BeforeEach
  void run() {
    rig = new Rig(folder);
    rig.engine.addImage("example.org/team/db:1");
    rig.engine.addImage("example.org/team/db:2");
    rig.put("{name: shop, services: {db: {image: 'example.org/team/db:1'}}}");
    berth = rig.berth();
    berth.converge();
  }

  @Test
  void theNameOfTheManifestIsTold() {
    assertThat(rig.containers("shop", "db").getFirst().imageReference()).startsWith("sha256:");
    assertThat(berth.inventory.containers(false))
        .extracting(ContainerReport::image)
        .containsExactly("example.org/team/db:1");
  }

  /** The name would be that of another image by now. */
  @Test
  void ofAnImageThatNoServiceHasItsShortIdIsTold() {
    rig.put("{name: shop, services: {web: {image: 'example.org/team/db:2'}}}");
    String id = rig.containers("shop", "db").getFirst().image();
    Rig.Berth later = rig.berth();

    assertThat(later.inventory.containers(false))
        .extracting(ContainerReport::image)
        .containsExactly(id.substring(0, Math.min(id.length(), "sha256:".length() + 12)));
  }
}
