package dev.berth.manifest;

import dev.berth.spec.App;
import dev.berth.spec.codec.AppWriter;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** Writes manifests, and any other tree, as YAML. */
public final class ManifestWriter {
  private ManifestWriter() {}

  /** The canonical form of an app. */
  public static String write(App app) {
    return yaml(AppWriter.full(app));
  }

  /** A tree of maps, lists, texts, numbers and truth values. */
  public static String yaml(Object tree) {
    DumpSettings settings =
        DumpSettings.builder()
            .setDefaultFlowStyle(FlowStyle.BLOCK)
            .setDereferenceAliases(true)
            .setSplitLines(false)
            .build();
    return escaped(new Dump(settings, new YamlNodes(settings)).dumpToString(tree));
  }

  /** YAML 1.1 breaks lines at these; {@link YamlNodes} lets them stand in double quotes only. */
  private static String escaped(String yaml) {
    return yaml.replace("\u0085", "\\u0085")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029");
  }
}
