package dev.berth.compose;

import dev.berth.compose.Shape.Fields;
import dev.berth.compose.Shape.MapOf;
import dev.berth.compose.Shape.Presence;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Parts of a service. */
final class PartShapes {
  private static final Fields WATCH =
      new Table()
          .with("path", Shape.TEXT, Readers::text, Presence.ALWAYS)
          .with(
              "action",
              Shape.word("rebuild", "sync", "restart", "sync+restart", "sync+exec"),
              Readers::text,
              Presence.ALWAYS)
          .text("target")
          .with(
              "exec",
              OwnShapes.HOOK.requiring("command"),
              value -> new FieldsReader(OwnShapes.HOOK).read(value),
              Presence.ALWAYS)
          .with("include", Table.TEXTS_OR_TEXT, Readers::textOrList)
          .with("ignore", Table.TEXTS_OR_TEXT, Readers::textOrList)
          .with("initial_sync", Shape.Plain.FLAG, Readers::flag)
          .fields();

  static final Fields DEVELOP =
      new Table().inners("watch", WATCH.requiring("path", "action")).fields();

  static final Fields BLKIO = blkio();

  static final Fields CREDENTIALS = new Table().text("config", "file", "registry").fields();

  private static final Fields FILE =
      new Table()
          .text("source", "target", "uid", "gid")
          .with("mode", Table.NUMBER_OR_TEXT, Readers::mode, Presence.GIVEN)
          .fields();

  static final Shape FILES = Shape.listOf(Shape.oneOf(Shape.TEXT, FILE));

  private static final Fields DEPENDENCY =
      new Table()
          .with(
              "condition",
              Shape.word("service_started", "service_healthy", "service_completed_successfully"),
              Readers::text)
          .flag("restart")
          .with("required", Shape.Plain.FLAG, Readers::flag, Presence.ALWAYS)
          .fields();

  static final Shape DEPENDS_ON =
      Shape.oneOf(
          Shape.setOf(Shape.TEXT), new MapOf(Shape.NAME, true, DEPENDENCY.requiring("condition")));

  static final Fields DEVICE = new Table().text("source", "target", "permissions").fields();

  static final Shape DEVICES = Shape.listOf(Shape.oneOf(Shape.TEXT, DEVICE.requiring("source")));

  static final Fields PROVIDER =
      new Table()
          .text("type")
          .with(
              "options",
              new MapOf(
                  Shape.SOME,
                  false,
                  Shape.oneOf(
                      Shape.TEXT,
                      Shape.Plain.NUMBER,
                      Shape.Plain.FLAG,
                      Shape.listOf(Shape.oneOf(Shape.TEXT, Shape.Plain.NUMBER, Shape.Plain.FLAG)))),
              PairReaders::lists)
          .fields();

  static final Shape ENV_FILE =
      Shape.oneOf(
          Shape.TEXT,
          Shape.listOf(
              Shape.oneOf(
                  Shape.TEXT,
                  new Table()
                      .text("path", "format")
                      .flag("required")
                      .fields()
                      .requiring("path")
                      .strict())));

  static final Fields EXTENDS = new Table().text("service", "file").fields().strict();

  static final Shape HOSTS =
      Shape.oneOf(
          new MapOf(Shape.SOME, true, Shape.oneOf(Shape.TEXT, Shape.listOf(Shape.TEXT))),
          Shape.setOf(Shape.TEXT));

  static final Fields HEALTHCHECK =
      new Table()
          .with("test", Shape.oneOf(Shape.TEXT, Shape.listOf(Shape.TEXT)), Readers::test)
          .duration("timeout", "interval")
          .with("retries", Table.NUMBER_OR_TEXT, Readers::count, Presence.GIVEN)
          .duration("start_period", "start_interval")
          .flag("disable")
          .fields();

  static final Fields LOGGING =
      new Table()
          .text("driver")
          .with(
              "options",
              new MapOf(
                  Shape.SOME, false, Shape.oneOf(Shape.TEXT, Shape.Plain.NUMBER, Shape.Plain.NULL)),
              PairReaders::labels)
          .fields();

  private static final Fields MODEL = new Table().text("endpoint_var", "model_var").fields();

  static final Shape MODELS =
      Shape.oneOf(
          Shape.setOf(Shape.TEXT),
          new MapOf(Shape.NAME, false, Shape.oneOf(MODEL, Shape.Plain.NULL)));

  private static final Fields NETWORK =
      new Table()
          .texts("aliases")
          .with("driver_opts", Table.OPTIONS, PairReaders::labels)
          .with("gw_priority", Shape.Plain.NUMBER, Readers::whole)
          .text("interface_name", "ipv4_address", "ipv6_address")
          .texts("link_local_ips")
          .text("mac_address")
          .with("priority", Shape.Plain.NUMBER, Readers::whole)
          .fields();

  static final Shape NETWORKS =
      Shape.oneOf(
          Shape.setOf(Shape.TEXT),
          new MapOf(Shape.NAME, true, Shape.oneOf(NETWORK, Shape.Plain.NULL)));

  static final Fields PORT =
      new Table()
          .text("name", "mode", "host_ip")
          .with("target", Table.WHOLE_OR_TEXT, Readers::count)
          .with("published", Table.WHOLE_OR_TEXT, Readers::text)
          .text("protocol", "app_protocol")
          .fields();

  static final Shape PORTS = Shape.setOf(Shape.oneOf(Shape.Plain.NUMBER, Shape.TEXT, PORT));

  static final Shape ULIMITS =
      new MapOf(
          Pattern.compile("[a-z]+"),
          false,
          Shape.oneOf(
              Table.WHOLE_OR_TEXT,
              new Table()
                  .with("hard", Table.WHOLE_OR_TEXT, Readers::whole)
                  .with("soft", Table.WHOLE_OR_TEXT, Readers::whole)
                  .fields()
                  .requiring("soft", "hard")));

  private PartShapes() {}

  private static Fields blkio() {
    Fields weight =
        new Table()
            .text("path")
            .with("weight", Table.WHOLE_OR_TEXT, Readers::count)
            .fields()
            .strict();
    Fields limit =
        new Table()
            .text("path")
            .with("rate", Table.WHOLE_OR_TEXT, Readers::bytes)
            .fields()
            .strict();
    Table table =
        new Table()
            .with("weight", Table.WHOLE_OR_TEXT, Readers::count)
            .with("weight_device", Shape.listOf(weight), Readers.each(device(weight, "weight")));
    for (String key :
        List.of("device_read_bps", "device_read_iops", "device_write_bps", "device_write_iops")) {
      table.with(key, Shape.listOf(limit), Readers.each(device(limit, "rate")));
    }
    return table.fields();
  }

  static Object storage(Object value) throws RefusedException {
    SortedMap<String, Object> options = new TreeMap<>();
    for (Map.Entry<String, Object> e : ComposeTrees.map(value).orElseGet(TreeMap::new).entrySet()) {
      options.put(e.getKey(), Readers.text(e.getValue()));
    }
    return options;
  }

  /** The canonical model has these keys with capitals. */
  private static Shape.Reader device(Fields fields, String second) {
    return value -> {
      Map<String, Object> read = new FieldsReader(fields).read(value);
      Map<String, Object> device = ComposeTrees.mapOf("Path", read.getOrDefault("path", ""));
      device.put(
          second.substring(0, 1).toUpperCase(Locale.ROOT) + second.substring(1),
          read.getOrDefault(second, 0L));
      return device;
    };
  }

  static Object files(Object value) throws RefusedException {
    return Readers.each(new FieldsReader(FILE)::read).read(value);
  }

  static Object dependsOn(Object value) throws RefusedException {
    return Readers.eachOf(new FieldsReader(DEPENDENCY)::read).read(value);
  }

  static Object models(Object value) throws RefusedException {
    return Readers.eachOf(new FieldsReader(MODEL)::read).read(value);
  }

  static Object networks(Object value) throws RefusedException {
    return Readers.eachOf(new FieldsReader(NETWORK)::read).read(value);
  }
}
