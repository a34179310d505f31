package dev.berth.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.status.Reasons;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a condition may give as its reason, and what docs/reference/status.md explains. */
class ReasonsPageTest {

  private static String word(java.lang.reflect.Field field) {
    try {
      return (String) field.get(null);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void thePageExplainsEachReasonAndNoOther() throws IOException {
    Set<String> reasons =
        Arrays.stream(Reasons.class.getFields())
            .filter(field -> Modifier.isStatic(field.getModifiers()))
            .map(ReasonsPageTest::word)
            .collect(Collectors.toSet());

    assertThat(Page.of("docs/reference/status.md").firsts()).isEqualTo(reasons);
  }
}
