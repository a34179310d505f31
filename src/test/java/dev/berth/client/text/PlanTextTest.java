package dev.berth.client.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.client.JsonView;
import org.junit.jupiter.api.Test;

/** A plan in a terminal. */
class PlanTextTest {
  private static final String STOP =
      """
      {"action": "StopContainer", "text": "stop web-1", "cause": "image: want b, have a (and 1 more)",
       "disrupts": "port", "changes": [{"path": "image", "want": "b", "have": "a"},
       {"path": "user", "want": "", "have": "1000"}]}\
      """;
  private static final String START =
      """
      {"action": "StartContainer", "text": "start web-2", "cause": "created", "disrupts": "none",
       "changes": []}\
      """;

  private static JsonView plan(String later, boolean isComplete) {
    return JsonView.read(
        "{\"actions\": [%s], \"waiting\": [], \"later\": [%s], \"complete\": %s}"
            .formatted(STOP, later, isComplete));
  }

  @Test
  void allThatChangesIsListedAndWhatItCosts() {
    assertThat(PlanText.of(plan("", true)))
        .containsExactly(
            "- stop web-1: image: want b, have a (and 1 more) (nobody answers at its ports"
                + " meanwhile)",
            "    image: a → b",
            "    user: 1000 → nothing");
  }

  @Test
  void whatFollowsIsIndented() {
    String later =
        "{\"actions\": [%s], \"waiting\": []}, {\"actions\": [], \"waiting\": [%s]}"
            .formatted(START, "{\"service\": \"web\", \"message\": \"the end\"}");

    assertThat(PlanText.of(plan(later, true)).stream().skip(3))
        .containsExactly("then", "  + start web-2: created", "then", "  … web waits: the end");
    assertThat(PlanText.of(plan(later, false))).last().isEqualTo("and so on");
  }
}
