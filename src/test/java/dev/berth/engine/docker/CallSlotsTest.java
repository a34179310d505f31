package dev.berth.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.engine.EngineException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** Issue 17: a call that waits for its turn has its deadline, too. */
class CallSlotsTest {
  private final CallSlots callSlots = new CallSlots(1);

  private CallSlots.Place take() {
    return callSlots.take("list containers", Duration.ofMillis(1));
  }

  @Test
  void letsNobodyWaitForEver() {
    CallSlots.Place unused = take();

    assertThatThrownBy(this::take)
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("list containers: 1 calls of the engine go on");
  }

  @Test
  void givesAPlaceToTheNextWhenACallHasFailed() {
    CallSlots.Place first = take();
    assertThatThrownBy(() ->
            first.use(() -> {
              throw new IllegalStateException("no");
            }))
        .isInstanceOf(IllegalStateException.class);
    first.giveUp();

    assertThat(take()).isNotNull();
    assertThatThrownBy(this::take).isInstanceOf(EngineException.class);
  }

  @Test
  void keepsThePlaceOfACallThatNobodyWaitsForUntilItEnds() throws Exception {
    CallSlots.Place first = take();
    String said =
        first.use(() -> {
          first.giveUp();
          assertThatThrownBy(this::take).isInstanceOf(EngineException.class);
          return "ended";
        });

    assertThat(said).isEqualTo("ended");
    assertThat(take()).isNotNull();
  }

  @Test
  void doesNotBeginWhatWasGivenUp() {
    CallSlots.Place first = take();
    first.giveUp();

    assertThatThrownBy(() -> first.use(() -> "late")).isInstanceOf(CancellationException.class);
    assertThat(take()).isNotNull();
    assertThatThrownBy(this::take).isInstanceOf(EngineException.class);
  }
}
