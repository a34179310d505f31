package dev.berth.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.observe.ImageDefaults;
import dev.berth.observe.ImageState;
import dev.berth.observe.ImageView;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Images of a forecast: those that are there, and those that would be. */
class SupposedImagesTest {
  private static final ImageDefaults SAYS =
      new ImageDefaults(
          List.of("/entry"),
          List.of(),
          new TreeMap<>(),
          new TreeMap<>(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Set.of(),
          Optional.empty(),
          Set.of());

  private static ImageState present(String id, ImageDefaults says) {
    return new ImageState.Present(
        "web:1", new ImageView(id, List.of(), List.of(), 1, World.NOW, new TreeMap<>(), says));
  }

  @Test
  void whatAnImageSaysIsKnownByItsId() {
    SupposedImages images =
        new SupposedImages(
            new TreeMap<>(
                Map.of(
                    "web", present("sha256:a", SAYS),
                    "db", present("sha256:b", ImageDefaults.NONE),
                    "gone", new ImageState.Missing("gone:1"))));
    assertThat(images.defaults("sha256:a")).isEqualTo(SAYS);
    assertThat(images.defaults("sha256:b")).isEqualTo(ImageDefaults.NONE);
    assertThat(images.defaults("sha256:c")).isEqualTo(ImageDefaults.NONE);
  }

  @Test
  void whatIsOnItsWayArrives() {
    SupposedImages images =
        new SupposedImages(
            new TreeMap<>(
                Map.of(
                    "web",
                    new ImageState.InProgress("web:1", "pull", World.NOW, "", ""),
                    "gone",
                    new ImageState.Missing("gone:1"))));
    images.arrive();
    assertThat(images.states().get("web"))
        .isInstanceOfSatisfying(
            ImageState.Present.class,
            there -> assertThat(there.image().id()).isEqualTo("sha256:supposed-web"));
    assertThat(images.states().get("gone")).isInstanceOf(ImageState.Missing.class);
    images.obtain("gone", "gone:1", World.NOW);
    assertThat(images.states().get("gone")).isInstanceOf(ImageState.Present.class);
  }
}
