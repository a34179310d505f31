package dev.berth.image.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.engine.ProgressListener.StepEnd;
import dev.berth.port.Operation;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Steps of a build, with their ends and times. */
class JobPartsTest {
  private final AtomicLong nanos = new AtomicLong();
  private final JobParts parts = new JobParts(nanos::get);

  private Operation.Part only() {
    assertThat(parts.all()).hasSize(1);
    return parts.all().getFirst();
  }

  @Test
  void aStepTakesUntilItEndsOrUntilNow() {
    parts.progress("step 1", "RUN make", 1, 2);
    nanos.addAndGet(3_000_000);
    assertThat(only().state()).isEqualTo(Operation.State.RUNNING);
    assertThat(only().took()).isEqualTo(Duration.ofMillis(3));

    parts.ended("step 1", StepEnd.DONE);
    nanos.addAndGet(3_000_000);

    assertThat(only().state()).isEqualTo(Operation.State.SUCCEEDED);
    assertThat(only().isCached()).isFalse();
    assertThat(only().took()).isEqualTo(Duration.ofMillis(3));
  }

  @Test
  void whatWasCachedStaysSoAndWhatFailedHasFailed() {
    parts.progress("step 1", "RUN make", 1, 2);
    parts.ended("step 1", StepEnd.CACHED);
    parts.ended("step 1", StepEnd.DONE);
    assertThat(only().isCached()).isTrue();

    parts.progress("step 2", "RUN break", 2, 2);
    parts.ended("step 2", StepEnd.FAILED);
    assertThat(parts.all().getLast().state()).isEqualTo(Operation.State.FAILED);
  }

  @Test
  void whatNobodyHasHeardOfDoesNotEnd() {
    parts.ended("step 9", StepEnd.DONE);
    assertThat(parts.all()).isEmpty();
  }
}
