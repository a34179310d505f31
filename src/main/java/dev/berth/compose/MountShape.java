package dev.berth.compose;

import dev.berth.compose.Shape.Fields;
import dev.berth.compose.Shape.Presence;

/** The keys of a mount. */
final class MountShape {
  private static final Fields BIND =
      new Table()
          .with("selinux", Shape.word("z", "Z"), Readers::text)
          .text("propagation")
          .choice("create_host_path")
          .with(
              "recursive", Shape.word("enabled", "disabled", "writable", "readonly"), Readers::text)
          .fields();

  private static final Fields VOLUME =
      new Table().labels("labels").flag("nocopy").text("subpath").fields();

  private static final Fields TMPFS =
      new Table()
          .with("size", ServiceShape.bounded(0, Long.MAX_VALUE), Readers::bytes)
          .with("mode", Table.NUMBER_OR_TEXT, Readers::count)
          .fields();

  static final Fields MOUNT =
      new Table()
          .with(
              "type",
              Shape.word("bind", "volume", "tmpfs", "cluster", "npipe", "image"),
              Readers::text)
          .text("source", "target")
          .flag("read_only")
          .text("consistency")
          .inner("bind", BIND, Presence.GIVEN)
          .inner("volume", VOLUME, Presence.GIVEN)
          .inner("tmpfs", TMPFS, Presence.GIVEN)
          .inner("image", new Table().text("subpath").fields(), Presence.GIVEN)
          .fields();

  static final Shape MOUNTS = Shape.setOf(Shape.oneOf(Shape.TEXT, MOUNT.requiring("type")));

  private MountShape() {}
}
