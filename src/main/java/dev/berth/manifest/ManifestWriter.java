package dev.berth.manifest;

import dev.berth.spec.App;
import dev.berth.spec.draft.AppTree;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** Writes manifests, and any other tree, as YAML. */
public final class ManifestWriter {
  private ManifestWriter() {}

  /** The canonical form of an app. */
  public static String write(App app) {
    return yaml(AppTree.full(app));
  }

  /** A tree of maps, lists, texts, numbers and truth values. */
  public static String yaml(Object tree) {
    DumpSettings settings =
        DumpSettings.builder()
            .setDefaultFlowStyle(FlowStyle.BLOCK)
            .setDereferenceAliases(true)
            .build();
    return new Dump(settings).dumpToString(tree);
  }
}
