package dev.berth.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** The bases of a build must be known before it: they are pulled, and decide what it makes. */
class BasesTest {

  @Test
  void findsEveryStageThatIsNoOtherStage() {
    String dockerfile =
        """
        ARG VERSION=3
        FROM --platform=linux/amd64 python:${VERSION}-slim AS build
        COPY --from=alpine:3 /bin/true /bin/true
        from build
        COPY --from=build /a /a
        COPY --from=0 /a /a
        FROM scratch
        """;

    assertThat(Bases.parse(dockerfile, Map.of())).containsExactly("python:3-slim", "alpine:3");
  }

  @Test
  void takesArgumentsOverDefaults() {
    assertThat(Bases.parse("ARG V=1\nFROM x:$V\n", Map.of("V", "2"))).containsExactly("x:2");
  }

  @Test
  void findsWhatStepsMount() {
    assertThat(
            Bases.parse(
                "FROM a:1\nRUN --mount=type=bind,from=b:2,target=/b ls --mount=x,from=c:3\n",
                Map.of()))
        .containsExactly("a:1", "b:2");
  }

  @Test
  void leavesOutWhatOnlyTheBuildKnows() {
    assertThat(Bases.parse("FROM $UNKNOWN\nFROM ${ALSO:-x:1}\n", Map.of())).containsExactly("x:1");
  }
}
