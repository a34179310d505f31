package dev.berth.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.spec.validation.Validated;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  /** A patch that cannot be one is no document's fault: RFC 6902, section 4. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{op: move, path: /a}",
        "{op: copy, path: /a}",
        "{op: move, path: /a, from: b}",
        "{op: copy, path: /a, from: 'a/b'}",
        "{op: move, path: /a, from: 7}",
        "{op: add, path: /a}",
        "{op: replace, path: /a}",
        "{op: test, path: /a}",
        "{op: remove, path: a}",
        "{op: remove}",
        "{path: /a, value: 1}",
        "7",
      })
  void anOperationThatIsNoneIsMalformed(String operation) {
    Object patch = read("[" + operation + "]");

    assertThat(Patches.json(DOCUMENT, patch)).isInstanceOf(Patches.Patched.Malformed.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{op: move, path: /a, from: /none}",
        "{op: copy, path: /a, from: /list/9}",
        "{op: add, path: /none/b, value: 1}",
        "{op: replace, path: /none, value: 1}",
        "{op: test, path: /a/b, value: 2}",
        "{op: replace, path: '', value: []}",
      })
  void whatDoesNotFitTheDocumentIsUnfitting(String operation) {
    Object patch = read("[" + operation + "]");

    assertThat(Patches.json(DOCUMENT, patch)).isInstanceOf(Patches.Patched.Unfitting.class);
  }

  @Test
  void movesAndCopiesTheWhole() {
    assertThat(Patches.json(DOCUMENT, read("[{op: copy, path: /d, from: ''}]")))
        .isInstanceOf(Patches.Patched.Done.class);
  }

  private static Object read(String text) {
    return ((Validated.Valid<Object>) Patches.read(text)).value();
  }

  @Test
  void tellsWhatIsNoPatch() {
    assertThat(Patches.json(DOCUMENT, List.of(Map.of("op", "dance", "path", "/a"))))
        .isInstanceOf(Patches.Patched.Malformed.class);
    assertThat(Patches.json(DOCUMENT, Map.of())).isInstanceOf(Patches.Patched.Malformed.class);
    assertThat(Patches.merge(DOCUMENT, List.of())).isInstanceOf(Patches.Patched.Malformed.class);
  }
}
