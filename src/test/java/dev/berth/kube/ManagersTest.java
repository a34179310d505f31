package dev.berth.kube;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ManagersTest {
  private static Map<String, Object> spec(String image, int replicas) {
    return Map.of("spec", Map.of("image", image, "replicas", replicas));
  }

  private static String owners(Managers managers) {
    StringBuilder text = new StringBuilder();
    managers
        .entries()
        .forEach(e ->
            text.append(e.manager())
                .append(' ')
                .append(e.operation())
                .append(' ')
                .append(e.fields().stream().map(FieldSets::text).toList())
                .append('\n'));
    return text.toString();
  }

  @Test
  void givesAFieldToWhoChangesIt() {
    Managers first = Managers.NONE.updated("a", Map.of(), spec("one", 1));

    assertThat(owners(first.updated("b", spec("one", 1), spec("two", 1))))
        .isEqualTo("a Update [.spec.replicas]\nb Update [.spec.image]\n");
  }

  @Test
  void seesAClashOnlyWhereAValueWouldChange() {
    Managers managers = Managers.NONE.updated("a", Map.of(), spec("one", 1));

    assertThat(managers.clashes("b", spec("one", 1), spec("one", 2)))
        .isEqualTo(List.of(new Managers.Clash("a", List.of("spec", "replicas"))));
  }

  @Test
  void isTheSameAgainAsText() {
    Managers managers = Managers.NONE.updated("a", Map.of(), spec("one", 1));

    assertThat(Managers.of(KubeJson.list(managers.text())).text()).isEqualTo(managers.text());
  }

  @Test
  void leavesNoEmptyMapBehind() {
    Map<String, Object> document =
        Map.of("metadata", Map.of("name", "x", "labels", Map.of("a", "1")));

    assertThat(FieldSets.without(document, List.of("metadata", "labels", "a")))
        .isEqualTo(Map.of("metadata", Map.of("name", "x")));
  }
}
