package dev.berth.image.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        "# foo            | # foo            | false",
        "#foo             | #foo             | false",
        "a/../b           | b                | true",
        "[ab].txt         | b.txt            | true",
        "*                | anything         | true",
        "*;!keep/file     | keep/file        | false",
        "dir\\?           | dir?             | true",
        "' # foo'         | # foo            | true",
        "a/**/b           | a/b              | true",
        "a/**/b           | a/x/y/b          | true",
        "**foo            | a/foo            | true",
        "**foo            | a/barfoo         | false",
        "../b             | b                | false",
        "[^a]x            | bx               | true",
        "[^a]x            | ax               | false",
        "a;!a/b;a/b/c     | a/b/c            | true",
        "a;!a/b;a/b/c     | a/b/d            | false",
      })
  void followsDockersRules(String rules, String path, boolean ignored) throws Exception {
    assertThat(DockerIgnore.parse(rules.replace(';', '\n')).ignores(path)).isEqualTo(ignored);
  }

  @Test
  void leavesOutTheByteOrderMark() throws Exception {
    assertThat(DockerIgnore.parse("\ufeff*.md\n").ignores("a.md")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"!", "[a", "a\\"})
  void refusesWhatIsNoPattern(String rules) {
    assertThatThrownBy(() -> DockerIgnore.parse(rules)).isInstanceOf(ContextException.class);
  }
}
