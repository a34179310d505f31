package dev.berth.spec.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.spec.validation.LabelSelector;
import dev.berth.spec.validation.Validated;
import dev.berth.spec.validation.Violation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A thing is for those whose selector lies within one that it grants. */
class GrantsTest {
  private static LabelSelector selector(String text) {
    return text.equals("*")
        ? LabelSelector.EVERYTHING
        : LabelSelector.parse(text) instanceof Validated.Valid<LabelSelector> valid
            ? valid.value()
            : LabelSelector.EVERYTHING;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "team=web | team=web | true",
        "team=web | team=web,tier=db | true",
        "team=web,tier=db | team=web | false",
        "team=web | team=ops | false",
        "team=ops;team=web | team=web | true",
        "* | team=web | true",
        "* | * | true",
        "team=web | * | false",
        "'' | team=web | false",
      })
  void whoLiesWithinOneMayUseIt(String grants, String scope, boolean isAllowed) {
    List<String> written = grants.isEmpty() ? List.of() : Arrays.asList(grants.split(";", -1));
    assertThat(Grants.allow(Map.of(Grants.KEY, written), selector(scope))).isEqualTo(isAllowed);
  }

  @Test
  void whoGrantsNothingAllowsNobody() {
    assertThat(Grants.allow(Map.of(), selector("team=web"))).isFalse();
    assertThat(Grants.allow(Map.of(Grants.KEY, "team=web"), selector("team=web"))).isFalse();
    assertThat(Grants.allow(Map.of(Grants.KEY, List.of("a b")), selector("team=web"))).isFalse();
  }

  @Test
  void grantsAreSelectorsOrAStar() {
    List<Violation> violations = new ArrayList<>();
    assertThat(Grants.read("spec.grants", List.of(" team=web ", "*"), violations))
        .containsExactly("team=web", "*");
    assertThat(Grants.read("spec.grants", "team=web", violations)).containsExactly("team=web");
    assertThat(Grants.read("spec.grants", null, violations)).isEmpty();
    assertThat(violations).isEmpty();

    assertThat(Grants.read("spec.grants", Arrays.asList("", "team=(", 5, null), violations))
        .isEmpty();
    assertThat(violations).hasSize(4).allMatch(v -> v.path().equals("spec.grants"));
  }
}
