package dev.berth.images;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules of Docker's documentation, "Dockerfile reference", section on .dockerignore. */
class DockerIgnoreTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*/temp*          | a/temporary.txt  | true",
        "*/temp*          | temporary.txt    | false",
        "*/*/temp*        | a/b/temporary    | true",
        "temp?            | tempa            | true",
        "temp?            | tempab           | false",
        "*.md;!README.md  | README.md        | false",
        "*.md;!README.md  | OTHER.md         | true",
        "!README.md;*.md  | README.md        | true",
        "**/*.go          | a.go             | true",
        "**/*.go          | a/b/c.go         | true",
        "foo              | foo/bar/baz      | true",
        "/foo/            | foo/bar          | true",
        "foo/**           | foo/bar          | true",
        "# foo            | foo              | false",
        "a/../b           | b                | true",
        "[ab].txt         | b.txt            | true",
        "*                | anything         | true",
        "*;!keep/file     | keep/file        | false",
        "dir\\?           | dir?             | true",
      })
  void followsDockersRules(String rules, String path, boolean ignored) {
    assertThat(DockerIgnore.parse(rules.replace(';', '\n')).ignores(path)).isEqualTo(ignored);
  }
}
