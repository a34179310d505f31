package dev.berth.intake.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.intake.receipt.Precondition;
import dev.berth.intake.receipt.Receipt;
import dev.berth.manifest.ManifestReader;
import dev.berth.reconcile.MemoryState;
import dev.berth.spec.validation.LabelSelector;
import dev.berth.spec.validation.Validated;
import dev.berth.state.DesiredApp;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may deal with the apps of one team gets at nothing that was another's, then or now. */
class ScopeGuardTest {
  private final MemoryState state = new MemoryState();

  @TempDir private Path folder;

  private Intake door;
  private Intake guarded;

  @BeforeEach
  void open() {
    door = Intakes.over(state, folder);
    LabelSelector web = ((Validated.Valid<LabelSelector>) LabelSelector.parse("team=web")).value();
    guarded = Intakes.over(state, folder, web);
  }

  private void put(String team, String image) {
    String yaml =
        "{apiVersion: berth.dev/v1, kind: App, metadata: {name: shop, labels: {team: %s}}, spec: {image: '%s'}}"
            .formatted(team, image);
    door.put(ManifestReader.read(yaml).drafts().getFirst(), new Precondition.None(), "t");
  }

  private Receipt<DesiredApp> rollBack(Intake by, long revision) {
    return by.rollBack("shop", revision, new Precondition.None(), "t");
  }

  @Test
  void aRevisionThatWasAnothersIsRefused() {
    put("db", "postgres:16");
    put("web", "nginx:1");

    assertThat(rollBack(guarded, 1)).isInstanceOf(Receipt.Conflict.class);
    assertThat(rollBack(guarded.dryRun(), 1)).isInstanceOf(Receipt.Conflict.class);
    assertThat(rollBack(guarded.forced(), 1)).isInstanceOf(Receipt.Conflict.class);
    assertThat(rollBack(guarded.waking(app -> {}), 1)).isInstanceOf(Receipt.Conflict.class);
    assertThat(state.find("shop").orElseThrow().declared().labels()).containsEntry("team", "web");
  }

  @Test
  void anAppThatIsAnothersByNowIsNotThere() {
    put("web", "nginx:1");
    put("db", "postgres:16");

    assertThat(rollBack(guarded, 1)).isInstanceOf(Receipt.NotFound.class);
  }

  @Test
  void aRevisionOfItsOwnIsTaken() {
    put("web", "nginx:1");
    put("web", "nginx:2");

    assertThat(rollBack(guarded, 1)).isInstanceOf(Receipt.Accepted.class);
  }
}
