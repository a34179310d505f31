package dev.berth.intake.upload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.port.ContextPinner;
import dev.berth.port.ProjectUploads;
import dev.berth.spec.App;
import dev.berth.spec.GivenFile;
import dev.berth.spec.validation.Validated;
import dev.berth.spec.validation.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A project that was sent reaches its own folder and nothing beside it (issue 18, 20 and 21). */
class UploadedProjectTest {
  @TempDir Path home;
  private Path project;

  @BeforeEach
  void lay() throws IOException {
    Files.writeString(home.resolve("admin-token"), "MARKER-77aa");
    Files.createDirectories(home.resolve("projects/files/data"));
    Files.createDirectories(home.resolve("projects/project-10/data"));
    project = Files.createDirectories(home.resolve("projects/project-1"));
    Files.createDirectories(project.resolve("data/deep"));
    Files.writeString(project.resolve("data/deep/a.txt"), "a");
    Files.writeString(project.resolve("one.conf"), "c");
  }

  private Validated<ComposeIntake.Project> folder(String text) throws IOException {
    Files.writeString(project.resolve("compose.yaml"), text);
    ContextPinner pinner =
        new ContextPinner() {
          @Override
          public Validated<App> pin(App app, dev.berth.spec.validation.AppDraft draft) {
            return new Validated.Valid<>(app);
          }

          @Override
          public ContextPinner preview() {
            return this;
          }
        };
    ProjectUploads.Upload upload =
        new ProjectUploads.Upload() {
          @Override
          public Path folder() {
            return project;
          }

          @Override
          public ContextPinner contexts() {
            return pinner;
          }

          @Override
          public void close() {}
        };
    return ComposeIntake.read(Optional.of("app"), Map.of(), upload);
  }

  private static Validated<ComposeIntake.Project> alone(String text) {
    return ComposeIntake.read(Optional.of("app"), Map.of(), text);
  }

  private static List<Violation> violations(Validated<ComposeIntake.Project> read) {
    return switch (read) {
      case Validated.Invalid<ComposeIntake.Project> invalid -> invalid.violations();
      case Validated.Valid<ComposeIntake.Project> valid -> valid.value().draft().violations();
    };
  }

  private static void isRefused(Validated<ComposeIntake.Project> read) {
    assertThat(violations(read))
        .isNotEmpty()
        .allSatisfy(v -> assertThat(v.message()).doesNotContain("MARKER"))
        .anySatisfy(v -> assertThat(v.message()).contains("leads out of the project's folder"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "services: {w: {image: i, volumes: ['../files/data:/data']}}",
        "services: {w: {image: i, volumes: ['../..:/data']}}",
        "services: {w: {image: i, volumes: ['..:/data:ro']}}",
        "services: {w: {image: i, volumes: ['./data/../../files:/data']}}",
        "services: {w: {image: i, volumes: ['.//..//../admin-token:/t:ro']}}",
        "services: {w: {image: i, volumes: ['../project-10/data:/data']}}",
        "services: {w: {image: i, volumes: [{type: bind, source: ../x, target: /x}]}}",
        "services: {w: {image: i, configs: [c]}}\nconfigs: {c: {file: ../../admin-token}}",
        "services: {w: {image: i, secrets: [c]}}\nsecrets: {c: {file: ../../admin-token}}",
        "services: {w: {image: i, env_file: ../../admin-token}}",
        "services: {w: {image: i, env_file: [{path: ../../admin-token, required: false}]}}",
        "services: {w: {image: i, label_file: ../../admin-token}}",
        "services: {w: {build: ../files}}",
        "services: {w: {build: {context: ., additional_contexts: {x: ../files}}}}",
        "services: {w: {image: i, volumes: ['vol:/v']}}\nvolumes:"
            + " {vol: {driver: local, driver_opts: {o: bind, type: none, device: ../files}}}",
      })
  void whatLeadsOutOfTheFolderIsRefused(String text) throws IOException {
    isRefused(folder(text));
    isRefused(alone(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "include: [../../x.yaml]",
        "services: {w: {extends: {file: ../x.yaml, service: w}}}"
      })
  void noFileBesideTheFolderIsRead(String text) throws IOException {
    Files.writeString(home.resolve("x.yaml"), "services: {w: {image: MARKER}}");
    Files.writeString(home.resolve("projects/x.yaml"), "services: {w: {image: MARKER}}");

    assertThat(folder(text)).isInstanceOf(Validated.Invalid.class);
    assertThat(violations(folder(text)).toString()).doesNotContain("MARKER");
  }

  @Test
  void aVolumeThatIsAFolderOfTheUploadIsRefusedByName() throws IOException {
    assertThat(
            violations(
                folder(
                    "services: {w: {image: i, volumes: ['vol:/v']}}\nvolumes:"
                        + " {vol: {driver: local, driver_opts: {o: bind, device: ./data}}}")))
        .singleElement()
        .satisfies(v -> {
          assertThat(v.path()).isEqualTo("volumes.vol.driver_opts.device");
          assertThat(v.message()).contains("Berth keeps no such folder");
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"./data:/data", "./data/deep:/d:rw", ".:/all", "./data:/data:z"})
  void aFolderThatCouldBeWrittenToIsRefusedWithTheWayOut(String mount) throws IOException {
    assertThat(violations(folder("services: {w: {image: i, volumes: ['" + mount + "']}}")))
        .singleElement()
        .satisfies(v -> {
          assertThat(v.path()).isEqualTo("services.w.volumes");
          assertThat(v.message()).contains("would be lost", ":ro", "named volume");
        });
  }

  @Test
  void whatIsOnlyReadBecomesFilesOfTheApp() throws IOException {
    Validated<ComposeIntake.Project> read =
        folder(
            "services: {w: {image: i, volumes: ['./data:/data:ro', './one.conf:/etc/one.conf']}}");

    assertThat(violations(read)).isEmpty();
    assertThat(
            ((Validated.Valid<ComposeIntake.Project>) read)
                .value()
                .draft()
                .app()
                .service("w")
                .surroundings()
                .files())
        .extracting(GivenFile::path)
        .containsExactlyInAnyOrder("/data/deep/a.txt", "/etc/one.conf");
  }
}
