package dev.berth.image.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.engine.EngineException;
import dev.berth.image.context.Contexts;
import dev.berth.manifest.ManifestReader;
import dev.berth.observe.ImageState;
import dev.berth.spec.App;
import dev.berth.spec.ImageSource;
import dev.berth.spec.validation.AppDraft;
import dev.berth.spec.validation.Validated;
import dev.berth.state.secret.Secrets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When an image is built, and what is told of it. */
class BuildJobsTest {
  @TempDir Path folder;
  private JobsRig rig;

  @BeforeEach
  void begin() {
    rig = new JobsRig(folder);
  }

  private App app(String more) {
    AppDraft draft =
        ManifestReader.read("name: shop\nbuild: {dockerfile_inline: FROM scratch}\n" + more)
            .drafts()
            .getFirst();
    return new Contexts(rig.store, List.of(), Secrets.none()).pin(draft.app(), draft)
            instanceof Validated.Valid<App> valid
        ? valid.value()
        : draft.app();
  }

  @Test
  void buildsTheSameOnce() {
    rig.pass(app(""), 1);
    rig.pass(app(""), 1);
    rig.pass(app(""), 2);

    assertThat(rig.engine.builds).isEqualTo(1);
  }

  @Test
  void buildsEachRevisionForWhoWantsIt() {
    rig.pass(app("pull_policy: build"), 1);
    rig.pass(app("pull_policy: build"), 1);
    assertThat(rig.engine.builds).isEqualTo(1);
    rig.pass(app("pull_policy: build"), 2);

    assertThat(rig.engine.builds).isEqualTo(2);
    assertThat(rig.pass(app("pull_policy: build"), 2)).isInstanceOf(ImageState.Present.class);
    assertThat(rig.engine.builds).isEqualTo(2);
  }

  @Test
  void buildsAgainForWhoAsks() {
    ImageState first = rig.pass(app(""), 1);

    rig.build(app(""), true);

    assertThat(rig.engine.builds).isEqualTo(2);
    assertThat(rig.pass(app(""), 1)).isInstanceOf(ImageState.Present.class).isNotEqualTo(first);
    assertThat(rig.engine.builds).isEqualTo(2);
  }

  @Test
  void aBuildThatSaidNothingFailsInOneLine() {
    rig.engine.failure =
        Optional.of(new EngineException(EngineException.Kind.BUILD_FAILED, "build of x: no"));

    assertThat(rig.pass(app(""), 1))
        .isInstanceOfSatisfying(
            ImageState.Failed.class,
            failed -> assertThat(failed.message()).isEqualTo("build of x: no"));
  }

  /** As the registry of an engine changes, which is of no revision. */
  @Test
  void whatIsBuiltIsPushedOnceToEachRegistryThatItIsWantedIn() {
    App app = app("");
    String one = "reg.example:5000/shop:1";
    for (int pass = 0; pass < 3; pass++) {
      rig.pass(pushed(app, one), 1);
    }
    assertThat(rig.engine.pushed).containsExactly(one);

    String other = "other.example/team/shop:1";
    for (int pass = 0; pass < 3; pass++) {
      rig.pass(pushed(app, other), 1);
    }
    assertThat(rig.pass(pushed(app, one), 1))
        .isInstanceOfSatisfying(
            ImageState.Present.class,
            present ->
                assertThat(present.image().digests())
                    .containsExactly(
                        "reg.example:5000/shop@sha256:1", "other.example/team/shop@sha256:2"));
    rig.pass(app, 1);

    assertThat(rig.engine.pushed).containsExactly(one, other);
    assertThat(rig.engine.builds).isEqualTo(1);
  }

  private static App pushed(App app, String reference) {
    ImageSource.Build build = (ImageSource.Build) app.service("shop").image();
    return app.withServices(
        new TreeMap<>(Map.of("shop", app.service("shop").withImage(build.withPush(reference)))));
  }
}
