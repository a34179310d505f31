package dev.berth.spec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names as {@code distribution/reference} reads them. */
class ImageReferenceTest {
  @ParameterizedTest
  @CsvSource({
    "redis, docker.io, library/redis, latest, ''",
    "'  redis:7 ', docker.io, library/redis, 7, ''",
    "docker.io/redis, docker.io, library/redis, latest, ''",
    "index.docker.io/library/redis:7, docker.io, library/redis, 7, ''",
    "me/shop:1.2, docker.io, me/shop, 1.2, ''",
    "a/b/c, docker.io, a/b/c, latest, ''",
    "localhost/shop, localhost, shop, latest, ''",
    "localhost:5000/shop, localhost:5000, shop, latest, ''",
    "localhost:5000/shop:2, localhost:5000, shop, 2, ''",
    "registry.example/a/b:3, registry.example, a/b, 3, ''",
    "Host/shop, Host, shop, latest, ''",
    "registry:5000/shop, registry:5000, shop, latest, ''",
    "redis@sha256:abc, docker.io, library/redis, latest, sha256:abc",
    "registry.example/shop:4@sha256:abc, registry.example, shop, 4, sha256:abc",
    "@sha256:abc, docker.io, library/, latest, sha256:abc",
    "/shop, docker.io, /shop, latest, ''",
    ":7, docker.io, library/, 7, ''",
  })
  void aNameHasItsParts(String written, String host, String path, String tag, String digest) {
    assertThat(ImageReference.of(written)).isEqualTo(new ImageReference(host, path, tag, digest));
  }

  @ParameterizedTest
  @CsvSource({
    "redis, redis",
    "docker.io/library/redis:7, redis",
    "me/shop:1, me/shop",
    "registry.example/library/redis, registry.example/library/redis",
    "localhost:5000/shop, localhost:5000/shop",
  })
  void aRepositoryIsCalledAsPeopleCallIt(String written, String repository) {
    assertThat(ImageReference.of(written).repository()).isEqualTo(repository);
  }

  @Test
  void onlyTheHubsOwnAreOfficial() {
    assertThat(ImageReference.of("redis").isOfficial()).isTrue();
    assertThat(ImageReference.of("me/redis").isOfficial()).isFalse();
    assertThat(ImageReference.of("registry.example/library/redis").isOfficial()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "redis, docker.io/library/redis:latest, true",
    "redis:7, redis:6, false",
    "redis:7, redis@sha256:abc, true",
    "redis@sha256:abc, redis:7, true",
    "redis:7, me/redis:7, false",
    "redis:7, localhost/library/redis:7, false",
    "redis@sha256:abc, me/redis@sha256:abc, false",
  })
  void whatMeansOneImageIsTheSame(String one, String other, boolean isSame) {
    assertThat(ImageReference.of(one).isSame(ImageReference.of(other))).isEqualTo(isSame);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sha256:abc", "SHA256:", "deadbeef", " a ", "0"})
  void anIdIsTakenForOne(String written) {
    assertThat(ImageReference.mayBeId(written)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"redis", "abc:1", "a/b", "", "g"})
  void aNameIsNot(String written) {
    assertThat(ImageReference.mayBeId(written)).isFalse();
    assertThat(ImageReference.mayBeId("a".repeat(65))).isFalse();
  }
}
