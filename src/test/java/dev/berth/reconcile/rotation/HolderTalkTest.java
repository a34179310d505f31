package dev.berth.reconcile.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.observe.Rotation;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a holder's answer means. */
class HolderTalkTest {
  private static final String ANSWER =
      """
      2 shop-web-1-ab12c READY 1 1 3 0 90 800 4 12
      3 shop-web-2-ab12c DRAIN 0 0 1 7 10 80 40 250
      5 web-holder READY 1 0 0 0 1 0 0 0
      berth 0123 4567 2 6 3
      """;

  private static Rotation read() {
    return HolderTalk.parsed(ANSWER, "web-holder").orElseThrow();
  }

  @Test
  void slotsThatAreNotToldAreFree() {
    assertThat(read().slots()).extracting(Rotation.Slot::number).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(read().slots().getFirst()).isEqualTo(Rotation.Slot.parked(1));
  }

  @Test
  void eachWordHasItsPlace() {
    assertThat(read().of("shop-web-2-ab12c"))
        .contains(
            new Rotation.Slot(
                3,
                "shop-web-2-ab12c",
                Rotation.Admin.DRAIN,
                false,
                false,
                false,
                10,
                new Rotation.Load(1, 7, 80, 40, 250),
                Duration.ZERO));
    assertThat(read().written()).contains("0123");
    assertThat(read().loaded()).contains("4567");
    assertThat(read().workers()).isEqualTo(2);
  }

  /** Somebody has enabled it by hand. */
  @Test
  void theHoldersOwnNameIsNobodyAndIsNoFreeSlotWhileItIsIn() {
    Rotation.Slot slot = read().slots().get(4);

    assertThat(slot.container()).isEqualTo(Rotation.PARKED);
    assertThat(slot.isParked()).isFalse();
  }

  /** Engines keep the end of a long output. */
  @Test
  void anAnswerThatWasCutIsNone() {
    assertThat(HolderTalk.parsed(ANSWER.substring(ANSWER.indexOf("3 shop")), "web-holder"))
        .isEmpty();
    assertThat(HolderTalk.parsed(ANSWER.substring(0, ANSWER.indexOf("berth")), "web-holder"))
        .isEmpty();
    assertThat(HolderTalk.parsed("bash: not found\n", "web-holder")).isEmpty();
  }
}
