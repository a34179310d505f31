package dev.berth.compose;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The reference's own cases for variables, ports and mounts. */
class VectorsTest {
  /** Reads a text, or refuses it. */
  @FunctionalInterface
  private interface Reader {
    Object read(String text) throws RefusedException;
  }

  @BeforeEach
  void assumeCorpora() {
    Corpora.assumeThere();
  }

  @Test
  void variables() throws IOException {
    JsonNode vectors = Corpora.vectors("interpolation.json");
    Map<String, String> environment = new HashMap<>();
    vectors
        .get("environment")
        .properties()
        .forEach(e -> environment.put(e.getKey(), e.getValue().asText()));

    assertThat(
            differences(
                vectors,
                "template",
                text -> Template.substitute(text, n -> Optional.ofNullable(environment.get(n)))))
        .isEmpty();
  }

  @Test
  void ports() throws IOException {
    assertThat(differences(Corpora.vectors("ports.json"), "value", PortSpec::parse)).isEmpty();
  }

  @Test
  void volumes() throws IOException {
    assertThat(differences(Corpora.vectors("volumes.json"), "value", VolumeSpec::parse)).isEmpty();
  }

  private static List<String> differences(JsonNode vectors, String key, Reader reader)
      throws IOException {
    List<String> differences = new ArrayList<>();
    for (JsonNode vector : vectors.get("cases")) {
      String text = vector.get(key).asText();
      boolean fails = !vector.has("expect");
      try {
        Object have = bare(reader.read(text));
        Object want =
            fails ? "an error" : bare(Corpora.JSON.treeToValue(vector.get("expect"), Object.class));
        if (fails || !have.equals(want)) {
          differences.add(text + ": have " + have + ", want " + want);
        }
      } catch (RefusedException e) {
        if (!fails) {
          differences.add(text + ": refused, " + e.getMessage());
        }
      }
    }
    return differences;
  }

  /** Through JSON, so that numbers are of one kind. */
  private static Object bare(Object tree) throws IOException {
    return Corpora.bare(
        Corpora.JSON.readValue(Corpora.JSON.writeValueAsString(tree), Object.class));
  }
}
