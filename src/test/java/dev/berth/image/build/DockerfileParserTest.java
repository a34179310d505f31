package dev.berth.image.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** The bases of a build must be known before it: they are pulled, and decide what it makes. */
class DockerfileParserTest {

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

    assertThat(DockerfileParser.read(dockerfile, Map.of()))
        .containsExactly("python:3-slim", "alpine:3");
  }

  @Test
  void takesArgumentsOverDefaults() {
    assertThat(DockerfileParser.read("ARG V=1\nFROM x:$V\n", Map.of("V", "2")))
        .containsExactly("x:2");
  }

  @Test
  void findsWhatStepsMount() {
    assertThat(
            DockerfileParser.read(
                "FROM a:1\nRUN --mount=type=bind,from=b:2,target=/b ls --mount=x,from=c:3\n",
                Map.of()))
        .containsExactly("a:1", "b:2");
  }

  @Test
  void leavesOutWhatOnlyTheBuildKnows() {
    assertThat(DockerfileParser.read("FROM $UNKNOWN\nFROM ${ALSO:-x:1}\n", Map.of()))
        .containsExactly("x:1");
  }

  /** Issue 5: the base's own name as that of the stage hid it, and a new base built nothing. */
  @Test
  void aStageMayBearTheNameOfItsBase() {
    String dockerfile =
        """
        FROM alpine AS alpine
        FROM alpine AS last
        COPY --from=last /a /a
        COPY --from=later /a /a
        FROM scratch AS later
        """;

    assertThat(DockerfileParser.read(dockerfile, Map.of())).containsExactly("alpine", "later");
  }

  @Test
  void onlyArgumentsBeforeTheFirstStageNameBases() {
    String dockerfile =
        """
        ARG BASE=alpine:3 TAG="3.9"
        ARG EMPTY
        FROM --platform=$BUILDPLATFORM $BASE AS one
        ARG BASE=busybox
        FROM python:${TAG}${EMPTY} AS two
        FROM $BASE
        """;

    assertThat(DockerfileParser.read(dockerfile, Map.of()))
        .containsExactly("alpine:3", "python:3.9");
  }
}
