package dev.berth.spec.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.spec.validation.AppDraft;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A line is split as a shell does it, of which nothing else is done. */
class CommandWordsTest {
  private static AppDraft draft(Object command) {
    return AppReader.read(Map.of("name", "shop", "image", "a", "command", command));
  }

  private static List<String> words(Object command) {
    AppDraft draft = draft(command);
    assertThat(draft.violations()).isEmpty();
    return draft.app().service("shop").process().command().orElseThrow();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '#',
      delimiter = '|',
      value = {
        "run --all               | run;--all",
        "#  run \t --all  #      | run;--all",
        "run 'a b' \"c d\"       | run;a b;c d",
        "run a'b c'd             | run;ab cd",
        "run '' \"\"             | run;;",
        "run a\\ b               | run;a b",
        "run \\'a                | run;'a",
        "run 'a\\b'              | run;a\\b",
        "run \"a\\\"b\"          | run;a\"b",
        "run \"a\\\\b\"          | run;a\\b",
        "run \"a\\nb\"           | run;a\\nb",
        "run 'a\"b' \"c'd\"      | run;a\"b;c'd",
        "sh -c 'echo $NAME; ls'  | sh;-c;echo $NAME; ls",
      })
  void aLineIsWords(String line, String words) {
    assertThat(String.join(";", words(line))).isEqualTo(words);
  }

  @Test
  void aListIsTakenAsItIs() {
    assertThat(words(List.of("a b", "'c'", ""))).containsExactly("a b", "'c'", "");
    assertThat(words("")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '#',
      delimiter = '|',
      value = {
        "run 'a  | has a quote ' that does not end",
        "run \"a | has a quote \" that does not end",
        "run a\\ | ends with a backslash",
      })
  void whatDoesNotEndIsTold(String line, String why) {
    assertThat(draft(line).violations())
        .singleElement()
        .satisfies(told -> {
          assertThat(told.path()).isEqualTo("command");
          assertThat(told.message()).contains(why);
        });
  }
}
