package dev.berth.compose;

import dev.berth.compose.Shape.Fields;
import java.util.Map;

/** The keys of a build. */
final class BuildShape {
  private static final Shape TEXT_OR_FLAG = Shape.oneOf(Shape.TEXT, Shape.Plain.FLAG);

  private static final Fields FIELDS =
      new Table()
          .text("context", "dockerfile", "dockerfile_inline")
          .list("entitlements")
          .environment("args")
          .with("provenance", TEXT_OR_FLAG, Numbers::text)
          .with("sbom", TEXT_OR_FLAG, Numbers::text)
          .with("ssh", Table.PAIRS, PairReaders::ssh)
          .labels("labels")
          .list("cache_from", "cache_to")
          .flag("no_cache")
          .labels("additional_contexts")
          .flag("pull")
          .with("extra_hosts", PartShapes.HOSTS, PairReaders::hosts)
          .text("isolation", "network", "target")
          .with("secrets", PartShapes.FILES, PartShapes::files)
          .with("shm_size", Table.WHOLE_OR_TEXT, Readers::bytes)
          .list("tags")
          .with("ulimits", PartShapes.ULIMITS, Readers.eachOf(PairReaders::ulimit))
          .list("platforms")
          .flag("privileged")
          .fields();

  static final Shape SHAPE = Shape.oneOf(Shape.TEXT, FIELDS);

  private BuildShape() {}

  static Map<String, Object> read(Object value) throws RefusedException {
    return new FieldsReader(FIELDS).read(value);
  }
}
