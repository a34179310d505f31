package dev.berth.spec.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelSelectorTest {
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
}
