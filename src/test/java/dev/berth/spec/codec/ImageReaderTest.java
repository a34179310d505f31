package dev.berth.spec.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.manifest.ManifestReader;
import dev.berth.spec.App;
import dev.berth.spec.validation.AppDraft;
import dev.berth.spec.validation.SpecRules;
import dev.berth.spec.validation.Validated;
import dev.berth.spec.validation.Violation;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where an image comes from, as users write it, and what is said of mistakes in it. */
class ImageReaderTest {

  private static AppDraft draft(String yaml) {
    return ManifestReader.read("name: a\n" + yaml).drafts().getFirst();
  }

  private static List<Violation> violations(String yaml) {
    return SpecRules.check(draft(yaml), Set.of()) instanceof Validated.Invalid<App> invalid
        ? invalid.violations()
        : List.of();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Dockerfile: x, Dockerfile/x: y         | `Dockerfile` is a file, and a folder for"
            + " `Dockerfile/x`: rename one of them",
        "Dockerfile: x, a/b: y, ./a//b/c/d: z   | `a/b` is a file, and a folder for `./a//b/c/d`:"
            + " rename one of them",
        "Dockerfile: x, a: y, ./a: z            | `./a` and `a` are the same file: remove one",
        "Dockerfile: x, ../a: y                 | `../a` must be a path inside the context",
        "Dockerfile: x, ./: y                   | `./` must be a path inside the context",
      })
  void filesOfAContextMustBeAbleToLieThere(String files, String why) {
    assertThat(violations("build: {files: {" + files + "}}"))
        .containsExactly(new Violation("build.files", why));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Dockerfile: x, Dockerfile.dev: y", "Dockerfile: x, a/b: y, a/c: z"})
  void filesMayShareFoldersAndBeginnings(String files) {
    assertThat(violations("build: {files: {" + files + "}}")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "redis",
        "redis:latest",
        "redis:bookworm",
        "redis:7.2.0-rc1",
        "redis:1.2.3.4",
        "host:5000/redis"
      })
  void onlyAVersionHasAHigherOne(String image) {
    assertThat(
            violations("image: '" + image + "'\nupdate: {image: {policy: semver, interval: 1m}}"))
        .singleElement()
        .satisfies(v -> {
          assertThat(v.path()).isEqualTo("update.image.policy");
          assertThat(v.message()).contains("`" + image + "`").contains("1.2.3-alpine");
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "redis:1",
        "redis:1.2",
        "redis:v1.2.3",
        "redis:1.2.3-alpine",
        "host:5000/a/b:3.9-musl",
        "redis:7.2@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
      })
  void versionsAreFollowed(String image) {
    assertThat(violations("image: '" + image + "'\nupdate: {image: {policy: semver}}")).isEmpty();
  }

  @Test
  void aTagThatMovesMayHaveAnyName() {
    assertThat(violations("image: redis\nupdate: {image: {policy: digest}}")).isEmpty();
  }

  @Test
  void onlyWhatHasABuildIsBuilt() {
    assertThat(violations("image: x\npull_policy: build"))
        .containsExactly(
            new Violation(
                "pull_policy", "is build, and there is no build: add one, or write always"));
  }

  @ParameterizedTest
  @CsvSource({"build, ''", "missing, ''", "never, ''", "always, pull_policy", "daily, pull_policy"})
  void saysWhatAPullPolicyIsNotGoodFor(String policy, String path) {
    assertThat(draft("build: .\npull_policy: " + policy).notices())
        .extracting(Violation::path)
        .isEqualTo(path.isEmpty() ? List.of() : List.of(path));
  }
}
