package dev.berth.spec.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelSelectorTest {
  private static final int MOST = 100;
  private static final Map<String, String> LABELS = Map.of("team", "web", "tier", "");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "team=web | true",
        "team==web | true",
        "team = shop | false",
        "team!=web | false",
        "stage!=test | true",
        "team | true",
        "!team | false",
        "!stage | true",
        "tier= | true",
        "team in (shop, web),tier | true",
        "team notin (shop, web) | false",
        "stage notin (a) | true",
        "'' | true",
      })
  void selects(String selector, boolean matches) {
    assertThat(LabelSelector.parse(selector))
        .isInstanceOfSatisfying(
            Validated.Valid.class,
            valid ->
                assertThat(((LabelSelector) valid.value()).matches(LABELS)).isEqualTo(matches));
  }

  @ParameterizedTest
  @ValueSource(strings = {"team=web,", "=web", "a in b", "a=b c", "a=(b)", "team=we b", "🦊"})
  void refusesWhatIsNoSelector(String selector) {
    assertThat(LabelSelector.parse(selector)).isInstanceOf(Validated.Invalid.class);
  }

  private static LabelSelector selector(String text) {
    return ((Validated.Valid<LabelSelector>) LabelSelector.parse(text)).value();
  }

  @Test
  void aHundredConditionsAndNoMoreAreRead() {
    String hundred = String.join(",", Collections.nCopies(MOST, "team=web"));
    assertThat(LabelSelector.parse(hundred)).isInstanceOf(Validated.Valid.class);
    assertThat(LabelSelector.parse(hundred + ",team"))
        .isInstanceOfSatisfying(
            Validated.Invalid.class,
            refused -> assertThat(refused.toString()).contains("more than " + MOST));
  }

  @Test
  void whatIsRefusedIsShownShortened() {
    assertThat(LabelSelector.parse("🦊" + "x".repeat(5_000)).toString())
        .contains("🦊")
        .hasSizeLessThan(500);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "team=web | team=web",
        "team=web | ''",
        "team=web,tier=a | team=web",
        "team=web | team in (web,shop)",
        "team in (web,shop) | team in (shop,web,x)",
        "team=web | team",
        "team=web | team!=shop",
        "team notin (a,b) | team!=a",
        "!team | !team",
      })
  void whatIsNarrowerIsWithin(String mine, String other) {
    assertThat(selector(mine).isWithin(selector(other))).isTrue();
  }

  /** Every pair over a small world: whoever is within selects nothing that the other does not. */
  @Test
  void whoIsWithinReachesNothingMore() {
    List<String> parts =
        List.of(
            "",
            "t",
            "!t",
            "t=a",
            "t=b",
            "t!=a",
            "t in (a,b)",
            "t notin (a,b)",
            "t notin (b,c)",
            "u=a",
            "!u",
            "t=a,u=a",
            "t in (a,c),u");
    List<Map<String, String>> world = new ArrayList<>();
    for (String t : List.of("-", "a", "b", "c")) {
      for (String u : List.of("-", "a")) {
        Map<String, String> labels = new TreeMap<>(Map.of("t", t, "u", u));
        labels.values().removeIf("-"::equals);
        world.add(labels);
      }
    }
    int within = 0;
    for (String mine : parts) {
      for (String other : parts) {
        if (selector(mine).isWithin(selector(other))) {
          within++;
          assertThat(world)
              .filteredOn(labels -> selector(mine).matches(labels))
              .as("%s within %s", mine, other)
              .allMatch(labels -> selector(other).matches(labels));
        }
      }
    }
    assertThat(within).isBetween(2 * parts.size(), parts.size() * parts.size() / 2);
  }
}
