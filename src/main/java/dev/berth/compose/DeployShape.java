package dev.berth.compose;

import dev.berth.compose.Shape.Fields;
import dev.berth.compose.Shape.Presence;

/** The keys of {@code deploy}, and requests for devices. */
final class DeployShape {
  static final Fields DEVICE =
      new Table()
          .texts("capabilities")
          .text("driver")
          .with("count", Table.WHOLE_OR_TEXT, Readers::all)
          .texts("device_ids")
          .labels("options")
          .fields();

  static final Shape GPUS =
      Shape.oneOf(
          Shape.word("all"), Shape.listOf(new Shape.MapOf(Shape.SOME, false, new Shape.Any())));

  private static final Fields LIMITS =
      new Table()
          .with("cpus", Table.NUMBER_OR_TEXT, Readers::decimal)
          .with("memory", Shape.TEXT, Readers::bytes)
          .with("pids", Table.WHOLE_OR_TEXT, Readers::whole)
          .fields();

  private static final Fields DISCRETE =
      new Table()
          .with("kind", Shape.TEXT, Readers::text, Presence.ALWAYS)
          .with("value", Table.NUMBER_OR_TEXT, Readers::whole, Presence.ALWAYS)
          .fields();

  private static final Fields RESERVATIONS =
      new Table()
          .with("cpus", Table.NUMBER_OR_TEXT, Readers::decimal)
          .with("memory", Shape.TEXT, Readers::bytes)
          .inners("devices", DEVICE.requiring("capabilities"))
          .inners(
              "generic_resources",
              new Table().inner("discrete_resource_spec", DISCRETE, Presence.GIVEN).fields())
          .fields();

  private static final Fields RESOURCES =
      new Table()
          .inner("limits", LIMITS, Presence.GIVEN)
          .inner("reservations", RESERVATIONS, Presence.GIVEN)
          .fields();

  private static final Fields UPDATE =
      new Table()
          .with("parallelism", Table.WHOLE_OR_TEXT, Readers::count, Presence.GIVEN)
          .with("delay", Shape.TEXT, Readers::span)
          .text("failure_action")
          .with("monitor", Shape.TEXT, Readers::span)
          .with("max_failure_ratio", Table.NUMBER_OR_TEXT, Readers::decimal)
          .with("order", Shape.word("start-first", "stop-first"), Readers::text)
          .fields();

  private static final Fields RESTART =
      new Table()
          .text("condition")
          .duration("delay")
          .with("max_attempts", Table.WHOLE_OR_TEXT, Readers::count, Presence.GIVEN)
          .duration("window")
          .fields();

  private static final Fields PLACEMENT =
      new Table()
          .list("constraints")
          .inners("preferences", new Table().text("spread").fields())
          .with("max_replicas_per_node", Table.WHOLE_OR_TEXT, Readers::count)
          .fields();

  static final Fields DEPLOY =
      new Table()
          .text("mode")
          .with("replicas", Table.WHOLE_OR_TEXT, Readers::whole, Presence.GIVEN)
          .labels("labels")
          .inner("update_config", UPDATE, Presence.GIVEN)
          .inner("rollback_config", UPDATE, Presence.GIVEN)
          .inner("resources", RESOURCES, Presence.ALWAYS)
          .inner("restart_policy", RESTART, Presence.GIVEN)
          .inner("placement", PLACEMENT, Presence.ALWAYS)
          .text("endpoint_mode")
          .fields();

  private DeployShape() {}
}
