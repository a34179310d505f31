package dev.berth.images;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.engine.EngineException;
import dev.berth.manifest.ManifestReader;
import dev.berth.observe.ImageState;
import dev.berth.reconcile.MemoryPins;
import dev.berth.spec.App;
import dev.berth.spec.AppDraft;
import dev.berth.spec.Checked;
import dev.berth.spec.Secrets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When an image is built, and what is told of it. */
class BuildJobsTest {
  @TempDir Path folder;
  private final RegistryEngine engine = new RegistryEngine();
  private final Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private ContextStore store;
  private ImageJobs jobs;

  @BeforeEach
  void begin() {
    TagFollower follower =
        new TagFollower(
            engine, r -> List.of(), (a, s, r, i, w) -> false, (a, r, m) -> {}, () -> now);
    store = new ContextStore(folder);
    jobs =
        new ImageJobs(
            engine,
            store,
            new MemoryPins(),
            Secrets.none(),
            "test",
            () -> now,
            new Here(),
            app -> {},
            (app, reason, message) -> {},
            follower);
  }

  private App app(String more) {
    AppDraft draft =
        ManifestReader.read("name: shop\nbuild: {dockerfile_inline: FROM scratch}\n" + more)
            .drafts()
            .getFirst();
    return new Contexts(store, List.of(), Secrets.none()).pin(draft.app(), draft)
            instanceof Checked.Valid<App> valid
        ? valid.value()
        : draft.app();
  }

  /** One pass of the loop. */
  private ImageState pass(App app, long revision) {
    ImageState state = jobs.state(app, app.service("shop"), revision);
    if (state instanceof ImageState.Missing) {
      jobs.obtain(app, app.service("shop"), revision);
      state = jobs.state(app, app.service("shop"), revision);
    }
    jobs.settle(app, revision, Map.of("shop", state));
    return state;
  }

  @Test
  void buildsTheSameOnce() {
    pass(app(""), 1);
    pass(app(""), 1);
    pass(app(""), 2);

    assertThat(engine.builds).isEqualTo(1);
  }

  @Test
  void buildsEachRevisionForWhoWantsIt() {
    pass(app("pull_policy: build"), 1);
    pass(app("pull_policy: build"), 1);
    assertThat(engine.builds).isEqualTo(1);
    pass(app("pull_policy: build"), 2);

    assertThat(engine.builds).isEqualTo(2);
    assertThat(pass(app("pull_policy: build"), 2)).isInstanceOf(ImageState.Present.class);
    assertThat(engine.builds).isEqualTo(2);
  }

  @Test
  void aBuildThatSaidNothingFailsInOneLine() {
    engine.failure =
        Optional.of(new EngineException(EngineException.Kind.BUILD_FAILED, "build of x: no"));

    assertThat(pass(app(""), 1))
        .isInstanceOfSatisfying(
            ImageState.Failed.class,
            failed -> assertThat(failed.message()).isEqualTo("build of x: no"));
  }
}
