package dev.berth.http.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.http.TooManyStreams;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** No more than may be; and the end waits for those that are open. */
@Timeout(60)
class ExecBudgetTest {
  private final ExecBudget budget = new ExecBudget(1, Duration.ofMinutes(1));

  @Test
  void oneTooManyIsRefusedUntilOneLeaves() {
    budget.enter();
    assertThatThrownBy(budget::enter)
        .isInstanceOf(TooManyStreams.class)
        .hasMessageContaining("berth.exec.sessions");
    budget.leave();
    budget.enter();

    assertThat(budget.open()).isEqualTo(1);
  }

  @Test
  void theEndWaitsForWhoIsThere() throws InterruptedException {
    budget.enter();
    Thread conversation =
        Thread.ofVirtual()
            .start(() -> {
              while (!budget.ends()) {
                Thread.onSpinWait();
              }
              budget.leave();
            });

    budget.end();

    assertThat(budget.open()).isZero();
    conversation.join();
  }
}
