package dev.berth.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PatchesTest {
  private static final Map<String, Object> DOCUMENT =
      Map.of("a", Map.of("b", 1, "c", "x"), "list", List.of("one", "two"));

  @Test
  void mergesAndTakesAway() {
    Map<String, Object> inner = new HashMap<>();
    inner.put("b", null);
    inner.put("d", true);

    assertThat(Patches.merge(DOCUMENT, Map.of("a", inner, "list", List.of())))
        .isEqualTo(
            new Patches.Patched.Done(Map.of("a", Map.of("c", "x", "d", true), "list", List.of())));
  }

  @Test
  void appliesAllOperationsOrNone() {
    Object good =
        List.of(
            Map.of("op", "replace", "path", "/a/b", "value", 2),
            Map.of("op", "add", "path", "/list/-", "value", "three"));
    Object bad =
        List.of(
            Map.of("op", "replace", "path", "/a/b", "value", 2),
            Map.of("op", "remove", "path", "/a/z"));

    assertThat(Patches.json(DOCUMENT, good))
        .isEqualTo(
            new Patches.Patched.Done(
                Map.of("a", Map.of("b", 2, "c", "x"), "list", List.of("one", "two", "three"))));
    assertThat(Patches.json(DOCUMENT, bad)).isInstanceOf(Patches.Patched.Unfitting.class);
  }

  @Test
  void tellsWhatIsNoPatch() {
    assertThat(Patches.json(DOCUMENT, List.of(Map.of("op", "dance", "path", "/a"))))
        .isInstanceOf(Patches.Patched.Malformed.class);
    assertThat(Patches.json(DOCUMENT, Map.of())).isInstanceOf(Patches.Patched.Malformed.class);
    assertThat(Patches.merge(DOCUMENT, List.of())).isInstanceOf(Patches.Patched.Malformed.class);
  }
}
