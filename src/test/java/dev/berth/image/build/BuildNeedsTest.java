package dev.berth.image.build;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BuildNeedsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RUN --mount=type=cache,target=/c make",
        "run --network=none --mount=type=secret,id=a cat",
        "RUN <<EOF\necho\nEOF",
        "RUN cat <<-'END' > /x\nEND",
        "COPY <<EOF /x\nEOF",
        "COPY --chmod=755 a /a",
        "COPY --from=x --link a /a",
        "ADD --checksum=sha256:1 https://x /x",
        "RUN \\\n  --mount=type=cache,target=/c \\\n  make"
      })
  void whatOnlyBuildKitCanDoIsFound(String line) {
    assertThat(BuildNeeds.in("FROM scratch\n" + line)).get().asString().contains("in line 2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "# syntax=docker/dockerfile:1",
        "RUN echo $((1<<4))",
        "RUN x=$((a<<b))",
        "RUN read a <<<word",
        "RUN docker run --mount type=bind x",
        "COPY --from=x --chown=1:1 a /a",
        "# RUN --mount=type=cache make",
        "RUN make \\\n  # RUN --mount=x\n  all",
        "ENV A='RUN --mount=type=cache'"
      })
  void whatEverybodyCanDoIsNot(String line) {
    assertThat(BuildNeeds.in("FROM scratch\n" + line)).isEmpty();
  }

  @Test
  void theReaderOfADockerfileIsInItsFirstLine() {
    assertThat(BuildNeeds.syntax("# syntax = host/reader:1 \nFROM x")).contains("host/reader:1");
    assertThat(BuildNeeds.syntax("FROM x\n# syntax=host/reader:1")).isEmpty();
  }

  @Test
  void longLinesAreCut() {
    assertThat(BuildNeeds.in("RUN --mount=type=cache,target=/" + "x".repeat(200) + " make"))
        .get()
        .asString()
        .hasSizeLessThan(120);
  }
}
