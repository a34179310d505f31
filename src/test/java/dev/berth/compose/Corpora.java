package dev.berth.compose;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Assumptions;

/** The cases of other projects, where they are at hand. */
final class Corpora {
  static final ObjectMapper JSON = new ObjectMapper();
  static final Path ROOT = Path.of("..", "shared", "corpora").toAbsolutePath().normalize();

  private Corpora() {}

  static void assumeThere() {
    Assumptions.assumeTrue(
        Files.isDirectory(ROOT), "skipped: ../shared/corpora is not on this machine");
  }

  static String text(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String[]> rows(String table) {
    return text(ROOT.resolve(table)).lines().map(line -> line.split("\t")).toList();
  }

  /** Files on this disk. */
  static ProjectFiles.Entry look(String path) {
    Path found = Path.of(path);
    if (Files.isDirectory(found)) {
      return new ProjectFiles.Folder();
    }
    return Files.exists(found) ? new ProjectFiles.File(text(found)) : new ProjectFiles.Missing();
  }

  static JsonNode vectors(String name) throws IOException {
    JsonNode tree = JSON.readTree(ROOT.resolve("vectors").resolve(name).toFile());
    assertThat(tree.get("cases")).isNotEmpty();
    return tree;
  }

  /** A tree without what says nothing: nulls, empty texts, lists and maps, false and zero. */
  static Object bare(Object tree) {
    if (tree instanceof Map<?, ?> map) {
      Map<String, Object> kept = new TreeMap<>();
      map.forEach((key, value) -> {
        Object bare = value == null ? "" : bare(value);
        if (!Set.of("", List.of(), Map.of(), false).contains(bare)) {
          kept.put(key.toString(), bare);
        }
      });
      return kept;
    }
    return tree instanceof List<?> list
        ? list.stream().map(v -> v == null ? "" : bare(v)).toList()
        : tree;
  }

  /** Where two trees differ, a line each. */
  static List<String> differences(String path, Object have, Object want) {
    List<String> found = new ArrayList<>();
    if (have instanceof Map<?, ?> a && want instanceof Map<?, ?> b) {
      Set<Object> keys = new TreeSet<>(a.keySet());
      keys.addAll(b.keySet());
      for (Object key : keys) {
        Object left = new LinkedHashMap<Object, Object>(a).getOrDefault(key, "(nothing)");
        Object right = new LinkedHashMap<Object, Object>(b).getOrDefault(key, "(nothing)");
        found.addAll(differences(path + "." + key, left, right));
      }
    } else if (have instanceof List<?> a && want instanceof List<?> b && a.size() == b.size()) {
      for (int i = 0; i < a.size(); i++) {
        found.addAll(differences(path + "[" + i + "]", a.get(i), b.get(i)));
      }
    } else if (!have.equals(want)) {
      found.add(path + ": have " + have + ", want " + want);
    }
    return found;
  }
}
