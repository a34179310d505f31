package dev.berth.kube;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ManagedFieldsTest {
  private static Map<String, Object> spec(String image, int replicas) {
    return Map.of("spec", Map.of("image", image, "replicas", replicas));
  }

  private static String owners(ManagedFields managedFields) {
    StringBuilder text = new StringBuilder();
    managedFields
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
    ManagedFields first = ManagedFields.NONE.updated("a", Map.of(), spec("one", 1));

    assertThat(owners(first.updated("b", spec("one", 1), spec("two", 1))))
        .isEqualTo("a Update [.spec.replicas]\nb Update [.spec.image]\n");
  }

  @Test
  void seesAClashOnlyWhereAValueWouldChange() {
    ManagedFields managedFields = ManagedFields.NONE.updated("a", Map.of(), spec("one", 1));

    assertThat(managedFields.clashes("b", spec("one", 1), spec("one", 2)))
        .isEqualTo(List.of(new ManagedFields.Clash("a", List.of("spec", "replicas"))));
  }

  @Test
  void isTheSameAgainAsText() {
    ManagedFields managedFields = ManagedFields.NONE.updated("a", Map.of(), spec("one", 1));

    assertThat(ManagedFields.of(KubeJson.list(managedFields.text())).text())
        .isEqualTo(managedFields.text());
  }

  @Test
  void leavesNoEmptyMapBehind() {
    Map<String, Object> document =
        Map.of("metadata", Map.of("name", "x", "labels", Map.of("a", "1")));

    assertThat(FieldSets.without(document, List.of("metadata", "labels", "a")))
        .isEqualTo(Map.of("metadata", Map.of("name", "x")));
  }
}
