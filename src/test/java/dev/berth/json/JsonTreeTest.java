package dev.berth.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTreeTest {
  @Test
  void whatIsWrittenIsReadAgain() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("text", "a \"b\" \\ \n\u0001 é 😀");
    tree.put("list", Arrays.asList(1, 2.5, true, null, Map.of("in", List.of())));
    tree.put("none", null);

    String text = JsonTree.write(tree);

    assertThat(text)
        .isEqualTo(
            "{\"text\":\"a \\\"b\\\" \\\\ \\n\\u0001 é 😀\","
                + "\"list\":[1,2.5,true,null,{\"in\":[]}],\"none\":null}");
    assertThat(JsonTree.read(text)).contains(tree);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[1]", "null", "7", "<html>", "{\"a\":", "{a:1}", "{'a':1}"})
  void whatIsNoObjectIsNone(String text) {
    assertThat(JsonTree.read(text)).isEmpty();
  }

  @Test
  void whatIsTooDeepIsNone() {
    assertThat(JsonTree.read("{\"a\":".repeat(100_000))).isEmpty();
    assertThat(JsonTree.read("{\"a\":" + "[".repeat(100_000))).isEmpty();
  }

  @Test
  void aTextIsFoundAtTheTopOrFurtherIn() {
    Map<?, ?> tree =
        JsonTree.read("{\"a\":{\"m\":\"in\"},\"m\":\"top\",\"n\":7,\"b\":{\"n\":\"deep\"}}")
            .orElseThrow();

    assertThat(JsonTree.text(tree, "m")).contains("top");
    assertThat(JsonTree.text(tree, "n")).contains("deep");
    assertThat(JsonTree.text(tree, "o")).isEmpty();
  }

  @Test
  void onlyTextsOfAListAreOnes() {
    Map<?, ?> tree = JsonTree.read("{\"l\":[\"a\",1,null,\"b]\"],\"n\":null}").orElseThrow();

    assertThat(JsonTree.texts(tree, "l")).containsExactly("a", "b]");
    assertThat(JsonTree.texts(tree, "n")).isEmpty();
    assertThat(JsonTree.texts(tree, "o")).isEmpty();
  }
}
