package dev.berth.client.verb;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * A manifest as it was written. It goes to Berth as it is, but for the folders of builds, which are
 * nothing to a Berth elsewhere: those are sent before, and named by their content.
 *
 * @param folder that its paths begin at
 */
record ManifestText(String origin, String text, Path folder) {

  /** Takes a folder, and answers what to name it by; empty: leave it as it is. */
  interface Uploads {
    Optional<String> upload(Path folder, String given, String dockerfile);
  }

  /** What is in it; nothing where it is no YAML, which Berth will say. */
  List<ManifestDocument> documents() {
    List<ManifestDocument> documents = new ArrayList<>();
    try {
      LoadSettings settings = LoadSettings.builder().setLabel(origin).build();
      for (Node root : new Compose(settings).composeAllFromString(text)) {
        documents.add(new ManifestDocument(root));
      }
    } catch (YamlEngineException e) {
      return List.of();
    }
    return documents;
  }

  /** The same, with the folders of its builds replaced; not one line moves. */
  ManifestText withContexts(Uploads uploads) {
    Map<Integer, Replacement> all = new HashMap<>();
    for (ManifestDocument document : documents()) {
      for (ManifestDocument.BuildContext context : document.contexts()) {
        ScalarNode value = context.value();
        uploads
            .upload(folder, value.getValue(), context.dockerfile())
            .ifPresent(name -> all.put(start(value), new Replacement(end(value), name)));
      }
    }
    int[] points = text.codePoints().toArray();
    StringBuilder sent = new StringBuilder();
    for (int i = 0; i < points.length; i++) {
      Replacement here = all.get(i);
      if (here == null) {
        sent.appendCodePoint(points[i]);
      } else {
        sent.append('"').append(here.name()).append('"');
        i = here.end() - 1;
      }
    }
    return new ManifestText(origin, sent.toString(), folder);
  }

  private record Replacement(int end, String name) {}

  private static int start(ScalarNode node) {
    return node.getStartMark().orElseThrow().getIndex();
  }

  private static int end(ScalarNode node) {
    return node.getEndMark().orElseThrow().getIndex();
  }
}
