package dev.berth.engine.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.engine.EngineException;
import dev.berth.observe.ContainerSettings;
import dev.berth.reconcile.Rig;
import dev.berth.spec.Mount;
import dev.berth.spec.RunOption;
import dev.berth.spec.RunOptions;
import dev.berth.spec.Setting;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Issue 16: an app mounted the volume in which a Berth in a container keeps its key. */
class HomeGuardEngineTest {
  private static final Path HOME = Path.of("/var/lib/berth");

  @TempDir Path folder;
  private Rig rig;
  private ContainerSettings app;

  @BeforeEach
  void begin() {
    rig = new Rig(folder);
    rig.engine.addImage("web:1");
    rig.put("{name: shop, image: 'web:1'}");
    rig.berth().converge();
    app = rig.containers("shop", "shop").getFirst().settings();
  }

  private static Mount volume(String name, String target) {
    return new Mount.OfVolume(Optional.of(name), target, false, false);
  }

  private static Mount bind(String source, String target) {
    return new Mount.OfHost(source, target, true, false, Optional.empty());
  }

  private ContainerSettings named(String name, List<Mount> mounts) {
    return app.withName(name).withMounts(mounts, new TreeMap<>());
  }

  private HomeGuardEngine berthWith(Mount... mounts) {
    String id = rig.engine.createContainer(named("berth", List.of(mounts)));
    return new HomeGuardEngine(rig.engine, Optional.of(id), HOME);
  }

  private void mount(HomeGuardEngine engine, Mount mount) {
    String unused = engine.createContainer(named("app", List.of(mount)));
  }

  private void assertDenied(HomeGuardEngine engine, Mount mount) {
    assertThatThrownBy(() -> mount(engine, mount))
        .isInstanceOfSatisfying(
            EngineException.class, e -> assertThat(e.kind()).isEqualTo(EngineException.Kind.DENIED))
        .hasMessageContaining("Berth's own home");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/var/lib/berth", "/var/lib/berth/", "/var/lib", "/var/lib/berth/tls"})
  void theVolumeOfTheHomeOrOfAPartOfItIsNobodysElse(String target) {
    HomeGuardEngine engine = berthWith(volume("berth_home", target), volume("scratch", "/scratch"));

    assertDenied(engine, volume("berth_home", "/x"));
    assertDenied(engine, bind("/var/lib/docker/volumes/berth_home/_data", "/x"));
    assertThatCode(() -> mount(engine, volume("scratch", "/x"))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/srv/state",
        "/srv/state/berth",
        "/srv/state/berth/contexts",
        "/srv",
        "/",
        "/srv/x/../state"
      })
  void theFolderOfTheHomeIsNobodysElse(String source) {
    HomeGuardEngine engine = berthWith(bind("/srv/state", "/var/lib"));

    assertDenied(engine, bind(source, "/x"));
    assertThatCode(() -> mount(engine, bind("/srv/state/other", "/x"))).doesNotThrowAnyException();
  }

  @Test
  void norIsItByAVolumeThatIsAFolder() {
    HomeGuardEngine engine = berthWith(bind("/srv/berth", "/var/lib/berth"));

    assertThatThrownBy(() ->
            engine.createVolume(
                "sly",
                Optional.empty(),
                new TreeMap<>(Map.of("type", "none", "o", "bind", "device", "/srv/berth")),
                new TreeMap<>()))
        .hasMessageContaining("driver_opts.device");
  }

  @Test
  void norByAllThatTheContainerHas() {
    HomeGuardEngine engine = berthWith(volume("berth_home", "/var/lib/berth"));
    RunOptions from =
        RunOptions.NONE.with(RunOption.VOLUMES_FROM, new Setting.Words(List.of("berth:ro")));

    assertThatThrownBy(
            () -> engine.createContainer(named("app", List.of()).sharing(app.network(), from)))
        .hasMessageContaining("volumes_from");
  }

  @Test
  void outsideOfContainersAndOfAnotherEnginesNothingIsRefused() {
    HomeGuardEngine bare = new HomeGuardEngine(rig.engine, Optional.empty(), HOME);
    HomeGuardEngine far = new HomeGuardEngine(rig.engine, Optional.of("f".repeat(64)), HOME);

    assertThatCode(() -> mount(bare, volume("berth_home", "/x"))).doesNotThrowAnyException();
    rig.engine.remove(rig.engine.container("app").orElseThrow().id());
    assertThatCode(() -> mount(far, volume("berth_home", "/x"))).doesNotThrowAnyException();
  }
}
