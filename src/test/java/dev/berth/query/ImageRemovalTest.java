package dev.berth.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.image.gc.ImageUse;
import dev.berth.observe.ImageDefaults;
import dev.berth.observe.ImageView;
import dev.berth.port.ImageOperations.Removed;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Digests are names as well; what comes of the others is asked of the engine, in a scenario. */
class ImageRemovalTest {
  private static final String ID = "sha256:" + "c0ffee".repeat(10) + "beef";
  private static final String DIGEST = "@sha256:" + "d".repeat(64);

  private static ImageRemoval removal(String reference, List<String> tags, List<String> digests) {
    ImageView image =
        new ImageView(ID, tags, digests, 1, Instant.EPOCH, new TreeMap<>(), ImageDefaults.NONE);
    return new ImageRemoval(image, reference, new ImageUse.Uses(List.of(), List.of()));
  }

  @Test
  void takesTheDigestsOfARepositoryWithItsLastTag() {
    assertThat(removal("me/web", List.of("me/web:latest"), List.of("me/web" + DIGEST)).foreseen())
        .isEqualTo(new Removed(List.of("me/web:latest", "me/web" + DIGEST), List.of(ID)));
  }

  @Test
  void leavesTheImageToTheDigestOfAnotherRepository() {
    assertThat(removal("me/web", List.of("me/web:latest"), List.of("you/web" + DIGEST)).foreseen())
        .isEqualTo(new Removed(List.of("me/web:latest"), List.of()));
  }

  @Test
  void leavesTheTagWhereADigestGoes() {
    assertThat(
            removal("me/web" + DIGEST, List.of("me/web:1"), List.of("me/web" + DIGEST)).foreseen())
        .isEqualTo(new Removed(List.of("me/web" + DIGEST), List.of()));
  }

  @Test
  void takesATagAndItsDigestForOneName() {
    List<String> digests = List.of("me/web" + DIGEST);

    assertThat(removal(ID, List.of("me/web:1"), digests).obstacle(false)).isEmpty();
    assertThat(removal(ID, List.of("you/web:1"), digests).obstacle(false)).isPresent();
  }

  @Test
  void takesANameThatLooksLikeAnIdForAName() {
    assertThat(removal("c0ffee", List.of("c0ffee:latest", "me/web:1"), List.of()).foreseen())
        .isEqualTo(new Removed(List.of("c0ffee:latest"), List.of()));
  }
}
