package dev.berth.manifest;

import dev.berth.spec.validation.Violation;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * YAML 1.2 text, of which JSON is a part, to plain trees. Hostile text ends in a violation:
 * aliases, depth and size are bounded, keys are unique.
 */
final class YamlTree {
  private static final int MOST_ALIASES = 50;
  private static final int LONGEST = 4 << 20;

  /** Each is checked against all others: twenty thousand in one stream took half a minute. */
  private static final int MOST_DOCUMENTS = 1000;

  private YamlTree() {}

  /**
   * The documents of a stream, until the first that cannot be read.
   *
   * @param broken where to note that one
   */
  static List<Object> documents(String text, List<Violation> broken) {
    LoadSettings settings =
        LoadSettings.builder()
            .setSchema(new BoundedSchema())
            .setTagConstructors(Map.of(Tag.BINARY, YamlTree::decoded))
            .setAllowDuplicateKeys(false)
            .setAllowRecursiveKeys(false)
            .setMaxAliasesForCollections(MOST_ALIASES)
            .setCodePointLimit(LONGEST)
            .build();
    List<Object> documents = new ArrayList<>();
    TreeBounds bounds = new TreeBounds();
    try {
      for (Object document : new Load(settings).loadAllFromString(text)) {
        if (document != null && documents.size() == MOST_DOCUMENTS) {
          broken.add(new Violation("", "holds more than " + MOST_DOCUMENTS + " documents"));
          return documents;
        }
        Optional<String> excess = document == null ? Optional.empty() : bounds.excess(document);
        if (excess.isPresent()) {
          broken.add(new Violation("", excess.get()));
          return documents;
        }
        if (document != null) {
          documents.add(document);
        }
      }
    } catch (MarkedYamlEngineException e) {
      broken.add(new Violation("", where(e) + e.getProblem()));
    } catch (YamlEngineException e) {
      broken.add(new Violation("", "is no YAML or JSON: " + firstLine(e)));
    } catch (StackOverflowError e) {
      broken.add(new Violation("", "is nested too deeply"));
    }
    return documents;
  }

  /** The text that stands there in Base64. */
  private static Object decoded(@Nullable Node node) {
    String text = node instanceof ScalarNode scalar ? scalar.getValue() : "?";
    try {
      byte[] bytes = Base64.getDecoder().decode(text.replaceAll("\\s", ""));
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (IllegalArgumentException | CharacterCodingException e) {
      throw new YamlEngineException("!!binary wants a UTF-8 text in Base64", e);
    }
  }

  private static String where(MarkedYamlEngineException e) {
    return e.getProblemMark()
        .map(mark -> "line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1) + ": ")
        .orElse("");
  }

  private static String firstLine(Exception e) {
    String message = String.valueOf(e.getMessage());
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }
}
