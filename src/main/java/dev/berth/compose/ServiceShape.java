package dev.berth.compose;

import dev.berth.compose.Shape.Fields;
import dev.berth.compose.Shape.MapOf;
import dev.berth.compose.Shape.Presence;
import java.util.regex.Pattern;

/** The keys of a service, in the order of the canonical model. */
final class ServiceShape {
  private static final Shape WORDS_OR_NUMBERS =
      Shape.setOf(Shape.oneOf(Shape.TEXT, Shape.Plain.NUMBER));
  private static final String PULL_POLICY =
      "always|never|build|if_not_present|missing|refresh|daily|weekly|every_(?:[0-9]+[wdhms])++";

  static final Fields HOOK =
      new Table()
          .with("command", Table.COMMAND, Readers::command, Presence.ALWAYS)
          .text("user")
          .flag("privileged")
          .text("working_dir")
          .environment("environment")
          .fields();

  static final Fields SERVICE = end(middle(beginning(new Table()))).fields();

  private ServiceShape() {}

  private static Table beginning(Table t) {
    return t.texts("profiles")
        .labels("annotations")
        .choice("attach")
        .with("build", BuildShape.SHAPE, BuildShape::read, Presence.GIVEN)
        .with(
            "develop",
            Shape.oneOf(PartShapes.DEVELOP, Shape.Plain.NULL),
            new FieldsReader(PartShapes.DEVELOP)::read,
            Presence.GIVEN)
        .inner("blkio_config", PartShapes.BLKIO.strict(), Presence.GIVEN)
        .texts("cap_add", "cap_drop")
        .text("cgroup_parent")
        .with("cgroup", Shape.word("host", "private"), Readers::text)
        .with("cpu_count", bounded(0, Long.MAX_VALUE), Readers::whole)
        .with("cpu_percent", bounded(0, 100), Readers::decimal)
        .whole("cpu_period", "cpu_quota", "cpu_rt_period", "cpu_rt_runtime")
        .with("cpus", Table.NUMBER_OR_TEXT, Readers::decimal)
        .text("cpuset")
        .whole("cpu_shares")
        .with("command", Table.COMMAND, Readers::command, Presence.ALWAYS)
        .with("configs", PartShapes.FILES, PartShapes::files)
        .with("container_name", Shape.like("[a-zA-Z0-9][a-zA-Z0-9_.-]+"), Readers::text)
        .inner("credential_spec", PartShapes.CREDENTIALS, Presence.GIVEN)
        .with("depends_on", PartShapes.DEPENDS_ON, PartShapes::dependsOn)
        .with(
            "deploy",
            Shape.oneOf(DeployShape.DEPLOY, Shape.Plain.NULL),
            new FieldsReader(DeployShape.DEPLOY)::read,
            Presence.GIVEN)
        .texts("device_cgroup_rules")
        .with(
            "devices", PartShapes.DEVICES, Readers.each(new FieldsReader(PartShapes.DEVICE)::read))
        .with("dns", Table.TEXTS_OR_TEXT, Readers::textOrList)
        .texts("dns_opt")
        .with("dns_search", Table.TEXTS_OR_TEXT, Readers::textOrList)
        .text("domainname");
  }

  private static Table middle(Table t) {
    return t.with("entrypoint", Table.COMMAND, Readers::command, Presence.ALWAYS)
        .inner("provider", PartShapes.PROVIDER.requiring("type"), Presence.GIVEN)
        .environment("environment")
        .unseen("env_file", PartShapes.ENV_FILE)
        .with("expose", WORDS_OR_NUMBERS, Readers::printed)
        .unseen("extends", Shape.oneOf(Shape.TEXT, PartShapes.EXTENDS.requiring("service")))
        .texts("external_links")
        .with("extra_hosts", PartShapes.HOSTS, PairReaders::hosts)
        .with("group_add", WORDS_OR_NUMBERS, Readers::texts)
        .with("gpus", DeployShape.GPUS, Readers.each(new FieldsReader(DeployShape.DEVICE)::read))
        .text("hostname")
        .inner("healthcheck", PartShapes.HEALTHCHECK, Presence.GIVEN)
        .text("image")
        .choice("init")
        .text("ipc", "isolation")
        .labels("labels")
        .unseen("label_file", Shape.oneOf(Shape.TEXT, Shape.listOf(Shape.TEXT)))
        .texts("links")
        .inner("logging", PartShapes.LOGGING, Presence.GIVEN)
        .bytes("mem_limit")
        .with("mem_reservation", Table.WHOLE_OR_TEXT, Readers::bytes)
        .bytes("memswap_limit")
        .with("mem_swappiness", Table.WHOLE_OR_TEXT, Readers::bytes)
        .text("mac_address")
        .with("models", PartShapes.MODELS, PartShapes::models)
        .text("network_mode")
        .with("networks", PartShapes.NETWORKS, PartShapes::networks)
        .flag("oom_kill_disable")
        .with("oom_score_adj", bounded(-1000, 1000), Readers::whole)
        .with("pid", Shape.oneOf(Shape.TEXT, Shape.Plain.NULL), Readers::text)
        .whole("pids_limit")
        .text("platform");
  }

  private static Table end(Table t) {
    return t.with("ports", PartShapes.PORTS, Readers.each(new FieldsReader(PartShapes.PORT)::read))
        .flag("privileged")
        .with("pull_policy", Shape.like(PULL_POLICY), Readers::text)
        .unseen("pull_refresh_after", Shape.TEXT)
        .flag("read_only")
        .text("restart", "runtime")
        .with("scale", Table.WHOLE_OR_TEXT, Readers::whole, Presence.GIVEN)
        .with("secrets", PartShapes.FILES, PartShapes::files)
        .texts("security_opt")
        .bytes("shm_size")
        .flag("stdin_open")
        .duration("stop_grace_period")
        .text("stop_signal")
        .with(
            "storage_opt",
            new MapOf(Pattern.compile(".*"), false, new Shape.Any()),
            PartShapes::storage)
        .labels("sysctls")
        .with("tmpfs", Table.TEXTS_OR_TEXT, Readers::textOrList)
        .flag("tty")
        .with("ulimits", PartShapes.ULIMITS, Readers.eachOf(PairReaders::ulimit))
        .with("use_api_socket", Shape.Plain.FLAG, Readers::flag)
        .text("user", "userns_mode", "uts")
        .with("volumes", MountShape.MOUNTS, Readers.each(new FieldsReader(MountShape.MOUNT)::read))
        .texts("volumes_from")
        .text("working_dir")
        .with("post_start", hooks(), Readers.each(new FieldsReader(HOOK)::read))
        .with("pre_stop", hooks(), Readers.each(new FieldsReader(HOOK)::read));
  }

  private static Shape hooks() {
    return Shape.listOf(HOOK.requiring("command"));
  }

  static Shape bounded(long least, long most) {
    return Shape.oneOf(Shape.TEXT, new Shape.Whole(least, most));
  }
}
