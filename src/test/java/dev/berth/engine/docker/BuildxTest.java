package dev.berth.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.engine.BuildRequest;
import dev.berth.engine.EngineException;
import dev.berth.engine.Login;
import dev.berth.spec.BuildOptions;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** BuildKit's client without an engine: what it is started with, and how it ends. */
class BuildxTest {
  private static final String SECRET = "hush-hush-secret";

  @TempDir Path folder;

  private static BuildRequest request(Optional<String> needs) {
    return new BuildRequest(
        "berth/shop:1",
        "Dockerfile",
        new TreeMap<>(Map.of("TOKEN", "hush-hush-arg", "LD_PRELOAD", "/x.so")),
        Optional.empty(),
        new TreeMap<>(),
        false,
        false,
        BuildOptions.NONE,
        new TreeMap<>(Map.of("npm", SECRET)),
        List.of(),
        needs);
  }

  private Path client(String script) throws Exception {
    Path file = Files.writeString(folder.resolve("docker-buildx"), "#!/bin/sh\n" + script);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    return file;
  }

  private void run(String script, Duration longest) throws Exception {
    BuildxCommand command =
        new BuildxCommand(
            request(Optional.empty()),
            client(script),
            "unix:///x",
            EngineAccess.ofSurroundings(Optional.empty()));
    new Buildx(
            request(Optional.of("`RUN <<EOF` in line 2 of the Dockerfile")),
            command,
            longest,
            l -> {})
        .run(folder, new ByteArrayInputStream(new byte[0]));
  }

  @Test
  void valuesAreNeverWordsOfTheProcess() throws Exception {
    BuildxCommand command =
        new BuildxCommand(
            request(Optional.empty()),
            Path.of("docker-buildx"),
            "unix:///x.sock",
            EngineAccess.ofSurroundings(Optional.empty()));

    assertThat(String.join(" ", command.words()))
        .doesNotContain(SECRET, "hush-hush-arg")
        .contains("--build-arg TOKEN", "--secret id=npm,env=BERTH_BUILD_SECRET_0");
    assertThat(command.environment(folder))
        .containsEntry("BERTH_BUILD_SECRET_0", SECRET)
        .containsEntry("TOKEN", "hush-hush-arg")
        .containsEntry("DOCKER_HOST", "unix:///x.sock")
        .doesNotContainKey("LD_PRELOAD");
  }

  @Test
  void anArgumentThatWouldChangeTheClientIsAWord() {
    BuildxCommand command =
        new BuildxCommand(
            request(Optional.empty()),
            Path.of("docker-buildx"),
            "unix:///x.sock",
            EngineAccess.ofSurroundings(Optional.empty()));

    assertThat(command.words()).containsSequence("--build-arg", "LD_PRELOAD=/x.so");
  }

  @Test
  void loginsLieInAFolderForNobodyElseAndGo() throws Exception {
    Path made;
    try (BuildFolder build =
        BuildFolder.in(folder, new TreeMap<>(Map.of("host:1", Login.password("me", "pw"))))) {
      made = build.path();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
          .isEqualTo("rwx------");
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(made.resolve("config.json"))))
          .isEqualTo("rw-------");
      assertThat(Files.readString(made.resolve("config.json"))).contains("host:1", "bWU6cHc=");
      Files.writeString(Files.createDirectory(made.resolve("buildx")).resolve("x"), "left");
    }
    assertThat(made).doesNotExist();
  }

  @Test
  void whatAKilledBerthLeftBehindGoesWithTheNextBuild() throws Exception {
    Path old = Files.createDirectory(folder.resolve("berth-build-999999999-1"));
    Files.writeString(old.resolve("config.json"), "{}");
    Path other =
        Files.createDirectory(
            folder.resolve("berth-build-" + ProcessHandle.current().pid() + "-2"));
    try (BuildFolder build = BuildFolder.in(folder, new TreeMap<>())) {
      assertThat(build.path()).isDirectory();
    }

    assertThat(old).doesNotExist();
    assertThat(other).isDirectory();
  }

  @Test
  void aFailingStepIsNamed() {
    assertThatThrownBy(() ->
            run(
                """
                echo '#5 [stage-0 2/4] RUN make'
                echo '#5 0.3 oh no'
                echo '#5 ERROR: exit code: 2'
                echo 'ERROR: failed to build: failed to solve: exit code: 2'
                exit 1
                """,
                Duration.ofMinutes(1)))
        .isInstanceOf(EngineException.class)
        .hasMessage("build of berth/shop:1: [stage-0 2/4] RUN make: exit code: 2")
        .extracting(e -> ((EngineException) e).kind())
        .isEqualTo(EngineException.Kind.BUILD_FAILED);
  }

  @Test
  void anEngineThatHasGoneIsNoFaultOfTheBuild() {
    assertThatThrownBy(() ->
            run(
                "echo 'ERROR: Cannot connect to the Docker daemon at x'; exit 1",
                Duration.ofMinutes(1)))
        .extracting(e -> ((EngineException) e).isTransient())
        .isEqualTo(true);
  }

  @Test
  void aRegistryThatIsAwayIsNoFaultOfTheBuild() {
    assertThatThrownBy(() ->
            run(
                """
                echo '#3 resolve image config for docker.io/docker/dockerfile:1'
                echo '#3 ERROR: failed to do request: dial tcp: lookup registry: no such host'
                echo 'ERROR: failed to build: failed to solve: no such host'
                exit 1
                """,
                Duration.ofMinutes(1)))
        .hasMessageContaining("pull of docker.io/docker/dockerfile:1")
        .hasMessageContaining("# syntax=…")
        .extracting(e -> ((EngineException) e).kind())
        .isEqualTo(EngineException.Kind.REGISTRY_UNAVAILABLE);
  }

  @Test
  void aBaseThatNobodyHasIsNamed() {
    assertThatThrownBy(() ->
            run(
                """
                echo '#3 [internal] load metadata for docker.io/nobody/has:this'
                echo '#3 ERROR: pull access denied, repository does not exist'
                exit 1
                """,
                Duration.ofMinutes(1)))
        .hasMessageContaining("docker.io/nobody/has:this")
        .extracting(e -> ((EngineException) e).kind())
        .isEqualTo(EngineException.Kind.IMAGE_NOT_FOUND);
  }

  @Test
  void anOldReaderOfDockerfilesIsExplained() {
    assertThatThrownBy(() ->
            run(
                "echo 'ERROR: dockerfile parse error line 3: unknown instruction: ECHO'; exit 1",
                Duration.ofMinutes(1)))
        .hasMessageContaining("Docker 23")
        .hasMessageContaining("# syntax=docker/dockerfile:1");
  }

  @Test
  @Timeout(30)
  void aBuildThatTakesTooLongIsEnded() {
    assertThatThrownBy(() -> run("exec sleep 600", Duration.ofMillis(300)))
        .hasMessageContaining("berth.build.timeout");
    assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void whoHasNoClientIsToldHowToGetOne() {
    BuildRules auto =
        new BuildRules(
            BuildRules.Builder.AUTO, Optional.of(Path.of("/nowhere/buildx")), Duration.ofHours(1));

    assertThatThrownBy(
            () -> new BuilderChoice(auto).client(request(Optional.of("build.secrets")), "1.41"))
        .hasMessageContaining("build.secrets needs BuildKit")
        .hasMessageContaining("install docker-buildx")
        .hasMessageContaining("berth.build.buildx");
    assertThat(new BuilderChoice(auto).client(request(Optional.empty()), "1.41")).isEmpty();
  }

  @Test
  void whoWantsTheClassicBuilderIsToldTheSetting() throws Exception {
    BuildRules classic =
        new BuildRules(
            BuildRules.Builder.CLASSIC, Optional.of(client("exit 0")), Duration.ofHours(1));

    assertThatThrownBy(
            () -> new BuilderChoice(classic).client(request(Optional.of("build.secrets")), "1.41"))
        .hasMessageContaining("berth.build.engine is classic: set it to auto or buildkit");
    assertThat(new BuilderChoice(classic).client(request(Optional.empty()), "1.41")).isEmpty();
  }

  @Test
  void anOldEngineHasNoBuildKit() throws Exception {
    BuildRules auto =
        new BuildRules(BuildRules.Builder.AUTO, Optional.of(client("exit 0")), Duration.ofHours(1));

    assertThat(new BuilderChoice(auto).client(request(Optional.empty()), "1.38")).isEmpty();
    assertThat(new BuilderChoice(auto).client(request(Optional.empty()), "1.41")).isPresent();
  }
}
