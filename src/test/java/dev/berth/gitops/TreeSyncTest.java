package dev.berth.gitops;

import static dev.berth.gitops.SourceRig.app;
import static dev.berth.gitops.SourceRig.results;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.intake.receipt.Precondition;
import dev.berth.intake.receipt.Receipt;
import dev.berth.intake.resource.SourceOperations;
import dev.berth.state.DesiredApp;
import dev.berth.state.OwnedApp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a sync makes of a folder. */
class TreeSyncTest {
  @TempDir Path home;
  private SourceRig rig;

  @BeforeEach
  void begin() throws IOException {
    rig = new SourceRig(home);
  }

  @AfterEach
  void end() {
    rig.close();
  }

  @Test
  void appliesEveryManifestOfTheTree() throws IOException {
    rig.write("a.yaml", app("a", "1"));
    rig.write("deep/down/b.yml", app("b", "1"));
    rig.write("c.json", "{\"name\": \"c\", \"image\": \"demo:1\"}");
    rig.write("README.md", "no manifest");
    rig.write(".github/workflow.yaml", "on: push");

    Map<String, Object> report = rig.sync();

    assertThat(rig.apps()).containsExactly("a", "b", "c");
    assertThat(results(report))
        .containsExactly("a.yaml applied", "c.json applied", "deep/down/b.yml applied");
    assertThat(report.get("apps")).isEqualTo(List.of("a", "b", "c"));
    assertThat(SourceStatus.of(report).reason()).isEqualTo("Synced");
  }

  @Test
  void touchesOnlyWhatHasChanged() throws IOException {
    rig.write("a.yaml", app("a", "1"));
    rig.write("b.yaml", app("b", "1"));
    rig.sync();
    rig.woken.clear();
    rig.write("b.yaml", app("b", "2"));

    Map<String, Object> report = rig.sync();

    assertThat(rig.woken).containsExactly("b");
    assertThat(results(report)).containsExactly("a.yaml unchanged", "b.yaml applied");
  }

  @Test
  void aBadFileStopsOnlyItselfAndTellsFileLineAndPath() throws IOException {
    rig.write("bad.yaml", "name: bad\nimage: demo:1\nports:\n- \"80:80\"\n- \"99999:80\"\n");
    rig.write("broken.yaml", "name: broken\nimage: [demo\n");
    rig.write("good.yaml", app("good", "1"));

    Map<String, Object> report = rig.sync();

    assertThat(rig.apps()).containsExactly("good");
    assertThat(results(report))
        .containsExactly("bad.yaml failed", "broken.yaml failed", "good.yaml applied");
    assertThat((List<?>) report.get("files"))
        .element(0)
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
        .containsEntry("line", 5)
        .containsEntry("path", "ports[1]");
    assertThat(SourceStatus.of(report).reason()).isEqualTo("FilesFailed");
    assertThat(SourceStatus.of(report).message())
        .contains("bad.yaml:5: ports[1]: ")
        .contains("broken.");
  }

  @Test
  void documentsOfAFileAreAppliedTogetherOrNotAtAll() throws IOException {
    rig.write("two.yaml", app("one", "1") + "---\n" + "name: two\nimagine: demo:1\n");

    Map<String, Object> report = rig.sync();

    assertThat(rig.apps()).isEmpty();
    assertThat((List<?>) report.get("files"))
        .first()
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
        .containsEntry("result", "failed");
  }

  @Test
  void aTypoIsNotADeletion() throws IOException {
    rig.write("a.yaml", app("a", "1"));
    rig.write("b.yaml", app("b", "1"));
    rig.write("c.yaml", app("c", "1"));
    rig.sync();
    rig.write("a.yaml", "name: a\nimage: [demo");
    rig.delete("b.yaml");
    rig.write("moved.yaml", "{name: b, image: demo:1");

    Map<String, Object> report = rig.sync();

    assertThat(rig.apps()).containsExactly("a", "b", "c");
    assertThat(report.get("kept")).isEqualTo(List.of("a", "b"));
  }

  @Test
  void aMoveIsNotADeletion() throws IOException {
    rig.write("a.yaml", app("a", "1"));
    rig.sync();
    rig.woken.clear();
    rig.delete("a.yaml");
    rig.write("new/place.yaml", app("a", "1"));

    rig.sync();

    assertThat(rig.woken).isEmpty();
    assertThat(rig.ledger.owner("a")).contains(new OwnedApp("a", "files", "new/place.yaml", false));
  }

  @Test
  void prunesWhatIsGoneAndKeepsItsVolumes() throws IOException {
    rig.write("a.yaml", app("a", "1"));
    rig.write("b.yaml", app("b", "1"));
    rig.sync();
    rig.delete("a.yaml");

    rig.sync();

    assertThat(rig.apps()).containsExactly("-a", "b");
    assertThat(rig.state.find("a").flatMap(DesiredApp::deletion))
        .hasValueSatisfying(deletion -> assertThat(deletion.volumes()).isFalse());
    assertThat(rig.ledger.owner("a")).isEmpty();
  }

  @Test
  void anEmptiedFolderIsRefusedUntilConfirmed() throws IOException {
    rig.write("a.yaml", app("a", "1"));
    rig.sync();
    rig.delete("a.yaml");

    Map<String, Object> refused = rig.sync();
    List<String> before = rig.apps();
    rig.sync("files", true);

    assertThat(before).containsExactly("a");
    assertThat(SourceStatus.of(refused).reason()).isEqualTo("PruneRefused");
    assertThat(refused.get("apps")).isEqualTo(List.of("a"));
    assertThat(rig.apps()).containsExactly("-a");
  }

  @Test
  void losingOverHalfIsRefused() throws IOException {
    for (String name : List.of("a", "b", "c", "d")) {
      rig.write(name + ".yaml", app(name, "1"));
    }
    rig.sync();
    rig.delete("a.yaml");
    rig.delete("b.yaml");
    rig.delete("c.yaml");

    Map<String, Object> three = rig.sync();
    rig.write("c.yaml", app("c", "1"));
    Map<String, Object> two = rig.sync();

    assertThat(SourceStatus.of(three).reason()).isEqualTo("PruneRefused");
    assertThat(SourceStatus.of(two).reason()).isEqualTo("Synced");
    assertThat(rig.apps()).containsExactly("-a", "-b", "c", "d");
  }

  @Test
  void aFolderThatIsNotThereDeletesNothing() throws IOException {
    rig.write("a.yaml", app("a", "1"));
    rig.sync();
    Files.move(rig.folder, home.resolve("elsewhere"));

    Map<String, Object> report = rig.sync("files", true);

    assertThat(rig.apps()).containsExactly("a");
    assertThat(SourceStatus.of(report).reason()).isEqualTo("FolderMissing");
    assertThat(report.get("apps")).isEqualTo(List.of("a"));
  }

  @Test
  void withoutPruneAnAppStaysAndAnybodyMayChangeIt() throws IOException {
    rig.declare("name: files\nfolder: " + rig.folder + "\n");
    rig.write("a.yaml", app("a", "1"));
    rig.sync();
    rig.delete("a.yaml");

    Map<String, Object> report = rig.sync();
    Receipt<DesiredApp> write = rig.put(app("a", "2"));

    assertThat(rig.apps()).containsExactly("a");
    assertThat(report.get("kept")).isEqualTo(List.of("a"));
    assertThat(write).isInstanceOf(Receipt.Accepted.class);
  }

  @Test
  void ownedAppsAreChangedByFilesOnly() throws IOException {
    rig.write("a.yaml", app("a", "1"));
    rig.sync();

    Receipt<DesiredApp> write = rig.put(app("a", "2"));

    assertThat(write).isInstanceOf(Receipt.Conflict.class);
    assertThat(((Receipt.Conflict<DesiredApp>) write).message())
        .contains("source files")
        .contains("a.yaml")
        .contains("force=true");
  }

  @Test
  void forceLastsUntilTheNextSync() throws IOException {
    rig.write("a.yaml", app("a", "1"));
    rig.sync();

    Receipt<DesiredApp> stopped =
        rig.http()
            .forced()
            .stop("a", DesiredApp.Halt.GRACEFUL, new Precondition.None(), "somebody");
    boolean wasForced = rig.ledger.owner("a").orElseThrow().forced();
    rig.sync();

    assertThat(stopped).isInstanceOf(Receipt.Accepted.class);
    assertThat(wasForced).isTrue();
    assertThat(rig.state.find("a").orElseThrow().isStopped()).isFalse();
    assertThat(rig.ledger.owner("a").orElseThrow().forced()).isFalse();
  }

  @Test
  void twoSourcesThatClaimOneAppAreAnErrorOnTheSecond() throws IOException {
    Path other = Files.createDirectories(home.resolve("other"));
    Files.writeString(other.resolve("a.yaml"), app("a", "9"));
    rig.write("a.yaml", app("a", "1"));
    rig.sync();
    rig.declare("name: second\nfolder: " + other + "\n");

    Map<String, Object> report = rig.sync("second", false);

    assertThat(results(report)).containsExactly("a.yaml failed");
    assertThat(SourceStatus.of(report).message()).contains("belongs to source files");
    assertThat(rig.ledger.owner("a").orElseThrow().source()).isEqualTo("files");
  }

  @Test
  void twoFilesThatDeclareOneAppAreAnErrorOnTheNewer() throws IOException {
    rig.write("z.yaml", app("a", "1"));
    rig.sync();
    rig.write("b.yaml", app("a", "2"));

    Map<String, Object> report = rig.sync();

    assertThat(results(report)).containsExactly("b.yaml failed", "z.yaml unchanged");
  }

  @Test
  void aChangedFileOfAContextMakesANewRevisionOfItsAppOnly() throws IOException {
    rig.write("x/app.yaml", "name: x\nbuild: {context: .}\n");
    rig.write("x/Dockerfile", "FROM scratch\nCOPY . /\n");
    rig.write("y/app.yaml", "name: y\nbuild: {context: ../common}\n");
    rig.write("common/Dockerfile", "FROM scratch\nCOPY . /\n");
    rig.sync();
    rig.woken.clear();
    rig.write("common/hello.txt", "hello");

    Map<String, Object> report = rig.sync();

    assertThat(SourceStatus.of(report).reason())
        .as(SourceStatus.of(report).message())
        .isEqualTo("Synced");
    assertThat(rig.woken).containsExactly("y");
    assertThat(rig.state.find("y").orElseThrow().revision()).isEqualTo(2);
  }

  @Test
  void aContextMustNotLeaveTheTree() throws IOException {
    rig.write("x/app.yaml", "name: x\nbuild: {context: ../../}\n");

    Map<String, Object> report = rig.sync();

    assertThat(rig.apps()).isEmpty();
    assertThat(results(report)).containsExactly("x/app.yaml failed");
  }

  @Test
  void aKillAtAnyWriteIsFinishedByTheNextSync() throws IOException {
    for (int writes = 1; writes <= 5; writes++) {
      try (SourceRig one = new SourceRig(home.resolve("kill" + writes))) {
        for (String name : List.of("a", "b", "c", "d")) {
          one.write(name + ".yaml", app(name, "1"));
        }
        one.sync();
        one.delete("a.yaml");
        one.delete("b.yaml");
        one.write("c.yaml", app("c", "2"));
        one.write("d.yaml", app("d", "2"));
        one.write("e.yaml", app("e", "1"));
        one.writesToLive = writes;
        assertThatThrownBy(one::sync).isInstanceOf(SourceRig.Killed.class);
        one.writesToLive = Integer.MAX_VALUE;

        Map<String, Object> report = one.sync();

        assertThat(one.apps())
            .as("killed at %d", writes)
            .containsExactly("-a", "-b", "c", "d", "e");
        assertThat(report.get("apps")).isEqualTo(List.of("c", "d", "e"));
        assertThat(SourceStatus.of(report).reason()).isEqualTo("Synced");
      }
    }
  }

  @Test
  void whatIsBeingDeletedIsAppliedSoonAgain() throws IOException {
    rig.write("a.yaml", app("a", "1"));
    rig.write("b.yaml", app("b", "1"));
    rig.sync();
    rig.delete("a.yaml");
    rig.sync();
    rig.write("a.yaml", app("a", "1"));

    Map<String, Object> early = rig.sync();
    rig.forgetDeleted();
    Map<String, Object> late = rig.sync();

    assertThat(SourceStatus.of(early).message()).contains("is being deleted");
    assertThat(SourceStatus.of(late).reason()).isEqualTo("Synced");
    assertThat(rig.apps()).containsExactly("a", "b");
  }

  @Test
  void aDiffTellsAndChangesNothing() throws IOException {
    rig.write("a.yaml", app("a", "1"));
    rig.write("b.yaml", app("b", "1"));
    rig.sync();
    rig.woken.clear();
    rig.delete("a.yaml");
    rig.write("b.yaml", app("b", "2"));
    rig.write("c.yaml", app("c", "1"));

    SourceOperations.Diff diff = rig.diff();

    assertThat(diff.changes().stream().map(c -> c.verb() + " " + c.app()))
        .containsExactly("update b", "create c", "delete a");
    assertThat(rig.woken).isEmpty();
    assertThat(rig.apps()).containsExactly("a", "b");
    assertThat(rig.ledger.claims("files")).hasSize(2);
  }

  @Test
  void aComposeFileIsOneAppWithWhatLiesBesideIt() throws IOException {
    rig.write(
        "shop/compose.yaml",
        "services:\n  web:\n    build: ./web\n  db:\n    image: demo:${TAG}\n");
    rig.write("shop/compose.override.yaml", "services: {db: {environment: {MODE: test}}}\n");
    rig.write("shop/.env", "TAG=7\n");
    rig.write("shop/web/Dockerfile", "FROM scratch\n");
    rig.write("docker-compose.yml", "name: other\nservices:\n  db:\n    imagine: demo:1\n");

    Map<String, Object> report = rig.sync();

    assertThat(results(report))
        .as(SourceStatus.of(report).message())
        .containsExactly("docker-compose.yml failed", "shop/compose.yaml applied");
    assertThat(rig.apps()).containsExactly("shop");
    assertThat(rig.state.find("shop").orElseThrow().declared().service("db").environment())
        .containsEntry("MODE", "test");
    assertThat(SourceStatus.of(report).message())
        .contains("docker-compose.yml:3: services.db: has neither");
  }

  @Test
  void anEncryptedFileThatCannotBeOpenedIsRefusedAndKeepsItsApp() throws IOException {
    rig.write("a.yaml", app("a", "1"));
    rig.sync();
    rig.write("a.yaml", "data: ENC[AES256_GCM,data:x]\nsops:\n    mac: ENC[AES256_GCM]\n");

    Map<String, Object> report = rig.sync();

    assertThat(rig.apps()).containsExactly("a");
    assertThat(SourceStatus.of(report).message()).contains("is encrypted, and ");
  }

  @Test
  void aSourceThatIsRemovedLetsItsAppsBe() throws IOException {
    rig.write("a.yaml", app("a", "1"));
    rig.sync();
    rig.ledger.forget("files");

    Receipt<DesiredApp> write = rig.put(app("a", "2"));

    assertThat(write).isInstanceOf(Receipt.Accepted.class);
  }

  @Test
  void oneEventForEachChangeOfWhatIsTrue() throws IOException {
    rig.write("a.yaml", app("a", "1"));
    rig.sync();
    rig.sync();
    rig.write("a.yaml", "name: [");
    rig.sync();
    rig.sync();

    assertThat(rig.events.stream().map(e -> e.app() + " " + e.reason()))
        .containsExactly("source/files Synced", "source/files FilesFailed");
  }
}
