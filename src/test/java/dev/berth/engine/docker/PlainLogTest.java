package dev.berth.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.engine.ProgressListener;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What BuildKit's client says of its steps. */
class PlainLogTest {
  private final List<String> heard = new ArrayList<>();
  private final PlainLog log =
      new PlainLog(
          new ProgressListener() {
            @Override
            public void line(String text) {}

            @Override
            public void progress(String part, String status, long current, long total) {
              heard.add(part + " of " + total + ": " + status);
            }

            @Override
            public void ended(String part, StepEnd end) {
              heard.add(part + " " + end);
            }
          });

  @Test
  void stepsBeginAndEnd() {
    """
    #1 [internal] load build definition from Dockerfile
    #1 DONE 0.0s
    #5 [build 1/3] FROM alpine:3
    #5 CACHED
    #6 [build 2/3] RUN make
    #7 [stage-1 2/2] COPY . .
    #6 0.312 [build 3/3] is only what it puts out
    #6 DONE 1.2s
    #7 0.100 x
    #7 ERROR: no such file
    """
        .lines()
        .forEach(log::hear);

    assertThat(heard)
        .containsExactly(
            "build 1 of 3: FROM alpine:3",
            "build 1 CACHED",
            "build 2 of 3: RUN make",
            "stage-1 2 of 2: COPY . .",
            "build 2 DONE",
            "stage-1 2 FAILED");
    assertThat(log.step()).isEqualTo("[stage-1 2/2] COPY . .");
  }
}
