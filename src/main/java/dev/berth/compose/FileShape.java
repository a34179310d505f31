package dev.berth.compose;

import dev.berth.compose.Shape.Fields;
import dev.berth.compose.Shape.MapOf;
import dev.berth.compose.Shape.Presence;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The top of a Compose file. */
final class FileShape {
  private static final Fields POOL =
      new Table()
          .text("subnet", "gateway", "ip_range")
          .with("aux_addresses", new MapOf(Shape.SOME, true, Shape.TEXT), PairReaders::labels)
          .fields();

  private static final Fields IPAM =
      new Table()
          .text("driver")
          .inners("config", POOL)
          .unseen("options", new MapOf(Shape.SOME, true, Shape.TEXT))
          .fields();

  private static final Shape EXTERNAL =
      Shape.oneOf(Shape.Plain.FLAG, Shape.TEXT, new Table().text("name").fields());

  /** For secrets and configs anything may stand beside the name. */
  private static final Shape LOOSE_EXTERNAL =
      Shape.oneOf(Shape.Plain.FLAG, Shape.TEXT, new MapOf(Shape.SOME, false, new Shape.Any()));

  static final Fields NETWORK =
      new Table()
          .text("name", "driver")
          .with("driver_opts", Table.OPTIONS, PairReaders::labels)
          .inner("ipam", IPAM, Presence.ALWAYS)
          .with("external", EXTERNAL, Readers::flag)
          .flag("internal", "attachable")
          .labels("labels")
          .choice("enable_ipv4", "enable_ipv6")
          .fields();

  static final Fields VOLUME =
      new Table()
          .text("name", "driver")
          .with("driver_opts", Table.OPTIONS, PairReaders::labels)
          .with("external", EXTERNAL, Readers::flag)
          .labels("labels")
          .fields();

  static final Fields SECRET =
      new Table()
          .text("name", "file", "environment")
          .with("external", LOOSE_EXTERNAL, Readers::flag)
          .labels("labels")
          .text("driver")
          .with("driver_opts", Table.OPTIONS, PairReaders::labels)
          .text("template_driver")
          .fields();

  static final Fields CONFIG =
      new Table()
          .text("name", "file", "environment", "content")
          .with("external", LOOSE_EXTERNAL, Readers::flag)
          .labels("labels")
          .text("template_driver")
          .fields();

  private static final Fields MODEL =
      new Table()
          .text("name", "model")
          .with("context_size", Shape.WHOLE, Readers::whole)
          .list("runtime_flags")
          .fields()
          .requiring("model");

  /** Kinds of resources beside services, with what one may look like. */
  static final Map<String, Fields> RESOURCES = resources();

  static final Fields FILE =
      new Table()
          .unseen("version", Shape.TEXT)
          .unseen("name", Shape.TEXT)
          .unseen("include", includes())
          .unseen("services", new MapOf(Shape.NAME, true, ServiceShape.SERVICE))
          .unseen("models", new MapOf(Shape.NAME, false, MODEL))
          .unseen("networks", new MapOf(Shape.NAME, false, Shape.oneOf(NETWORK, Shape.Plain.NULL)))
          .unseen("volumes", new MapOf(Shape.NAME, true, Shape.oneOf(VOLUME, Shape.Plain.NULL)))
          .unseen("secrets", new MapOf(Shape.NAME, true, SECRET))
          .unseen("configs", new MapOf(Shape.NAME, true, CONFIG))
          .fields();

  private FileShape() {}

  private static Shape includes() {
    Fields one =
        new Table()
            .unseen("path", Table.TEXTS_OR_TEXT)
            .unseen("env_file", Table.TEXTS_OR_TEXT)
            .unseen("project_directory", Shape.TEXT)
            .fields();
    return Shape.listOf(Shape.oneOf(Shape.TEXT, new Fields(one.fields(), Set.of(), false)));
  }

  private static Map<String, Fields> resources() {
    Map<String, Fields> kinds = new LinkedHashMap<>();
    kinds.put("networks", NETWORK);
    kinds.put("volumes", VOLUME);
    kinds.put("secrets", SECRET);
    kinds.put("configs", CONFIG);
    return kinds;
  }
}
