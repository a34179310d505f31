package dev.berth.intake.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.intake.receipt.Precondition;
import dev.berth.intake.receipt.Receipt;
import dev.berth.reconcile.MemoryState;
import dev.berth.spec.ImageSource;
import dev.berth.spec.validation.AppDraft;
import dev.berth.spec.validation.ClientMetadata;
import dev.berth.state.DesiredApp;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An image that follows its tags goes on by itself, and what is applied next leaves it there. */
class ImageUpdaterTest {
  private static final String FOLLOWING =
      "image: 'web:1.0.0', update: {image: {policy: semver}}, replicas: %d";

  private final MemoryState state = new MemoryState();
  private final List<String> woken = new ArrayList<>();
  private final ImageUpdater updater =
      new ImageUpdater(state, InstantSource.fixed(Instant.EPOCH), woken::add);

  @TempDir private Path folder;

  private Intake door;

  @BeforeEach
  void open() {
    door = Intakes.over(state, folder);
    put(FOLLOWING.formatted(1));
  }

  private void put(String spec) {
    assertThat(door.put(Verb.shop("web", spec), new Precondition.None(), "t"))
        .isInstanceOf(Receipt.Accepted.class);
  }

  private DesiredApp shop() {
    return state.find("shop").orElseThrow();
  }

  private String image() {
    return ((ImageSource.Registry) shop().app().service("shop").image()).reference();
  }

  private boolean move(String reference) {
    return updater.move("shop", "shop", shop().revision(), reference, "there is a newer one");
  }

  @Test
  void aMoveIsARevisionOfItsOwnWithItsReason() {
    assertThat(move("web:1.0.1")).isTrue();

    assertThat(image()).isEqualTo("web:1.0.1");
    assertThat(woken).containsExactly("shop");
    assertThat(state.revisions("shop").getFirst())
        .returns(2L, revision -> revision.number())
        .returns("berth: there is a newer one", revision -> revision.author());
    assertThat(shop().declared().service("shop").image().toString()).contains("web:1.0.0");
  }

  @Test
  void anAuthorFitsItsColumn() {
    assertThat(updater.move("shop", "shop", 1, "web:1.0.1", "w".repeat(300))).isTrue();
    assertThat(state.revisions("shop").getFirst().author()).hasSize(255).startsWith("berth: w");
  }

  @Test
  void whatWasLeftOnceIsNotComeBackTo() {
    move("web:1.0.1");
    move("web:1.0.2");

    assertThat(move("web:1.0.1")).isFalse();
    assertThat(image()).isEqualTo("web:1.0.2");
    assertThat(woken).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({"shop, shop, 7", "shop, other, 1", "other, shop, 1"})
  void whatIsNotAsItWasSeenStays(String app, String service, long revision) {
    assertThat(updater.move(app, service, revision, "web:1.0.1", "why")).isFalse();
    assertThat(image()).isEqualTo("web:1.0.0");
    assertThat(woken).isEmpty();
  }

  @Test
  void whatIsBeingDeletedStays() {
    door.remove("shop", false, new Precondition.None(), "t");

    assertThat(move("web:1.0.1")).isFalse();
    assertThat(woken).isEmpty();
  }

  @Test
  void theSameWishKeepsTheImageThatItHasComeTo() {
    move("web:1.0.1");

    put(FOLLOWING.formatted(2));

    assertThat(image()).isEqualTo("web:1.0.1");
    assertThat(shop().app().service("shop").replicas()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "image: 'web:1.1.0', update: {image: {policy: semver}} | web:1.1.0",
        "image: 'web:1.0.0'                                    | web:1.0.0",
      })
  void anotherWishIsHeeded(String spec, String image) {
    move("web:1.0.1");

    put(spec);

    assertThat(image()).isEqualTo(image);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "services: {a: {image: x}}, secrets: {s: {content: hush}} | false",
        "image: x                                                 | true",
      })
  void whatKubectlKeepsOfAnAppWithSecretsIsNotKeptHere(String spec, boolean isKept) {
    String last = "kubectl.kubernetes.io/last-applied-configuration";
    AppDraft draft =
        Verb.shop("web", spec)
            .withNotes(new ClientMetadata(new TreeMap<>(Map.of(last, "{}", "a", "b")), ""));

    door.put(draft, new Precondition.None(), "t");

    assertThat(shop().notes().annotations().keySet())
        .isEqualTo(isKept ? java.util.Set.of(last, "a") : java.util.Set.of("a"));
  }
}
