package dev.berth.compose;

import dev.berth.compose.Shape.Fields;
import dev.berth.compose.Shape.Presence;
import dev.berth.spec.RunOption;

/**
 * The keys of a service, in the order of the canonical model; options not known to it come last.
 */
final class ServiceShape {
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
        .options(RunOption.ANNOTATIONS)
        .choice("attach")
        .with("build", BuildShape.SHAPE, BuildShape::read, Presence.GIVEN)
        .with(
            "develop",
            Shape.oneOf(PartShapes.DEVELOP, Shape.Plain.NULL),
            new FieldsReader(PartShapes.DEVELOP)::read,
            Presence.GIVEN)
        .options(RunOption.BLKIO, RunOption.CAP_ADD, RunOption.CAP_DROP)
        .options(RunOption.CGROUP_PARENT, RunOption.CGROUP)
        .options(RunOption.CPU_COUNT, RunOption.CPU_PERCENT, RunOption.CPU_PERIOD)
        .options(RunOption.CPU_QUOTA, RunOption.CPU_RT_PERIOD, RunOption.CPU_RT_RUNTIME)
        .with("cpus", Table.NUMBER_OR_TEXT, Readers::decimal)
        .options(RunOption.CPUSET, RunOption.CPU_SHARES)
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
        .options(RunOption.DEVICE_CGROUP_RULES, RunOption.DEVICES)
        .options(RunOption.DNS, RunOption.DNS_OPT, RunOption.DNS_SEARCH, RunOption.DOMAINNAME);
  }

  private static Table middle(Table t) {
    return t.with("entrypoint", Table.COMMAND, Readers::command, Presence.ALWAYS)
        .inner("provider", PartShapes.PROVIDER.requiring("type"), Presence.GIVEN)
        .environment("environment")
        .unseen("env_file", PartShapes.ENV_FILE)
        .with("expose", OptionShapes.WORDS_OR_NUMBERS, Readers::printed)
        .unseen("extends", Shape.oneOf(Shape.TEXT, PartShapes.EXTENDS.requiring("service")))
        .texts("external_links")
        .options(RunOption.EXTRA_HOSTS, RunOption.GROUP_ADD, RunOption.GPUS)
        .text("hostname")
        .inner("healthcheck", PartShapes.HEALTHCHECK, Presence.GIVEN)
        .text("image")
        .choice("init")
        .options(RunOption.IPC, RunOption.ISOLATION)
        .labels("labels")
        .unseen("label_file", Shape.oneOf(Shape.TEXT, Shape.listOf(Shape.TEXT)))
        .texts("links")
        .options(RunOption.LOGGING)
        .bytes("mem_limit")
        .with("mem_reservation", Table.WHOLE_OR_TEXT, Readers::bytes)
        .options(RunOption.MEMSWAP_LIMIT, RunOption.MEM_SWAPPINESS, RunOption.MAC_ADDRESS)
        .with("models", PartShapes.MODELS, PartShapes::models)
        .text("network_mode")
        .with("networks", PartShapes.NETWORKS, PartShapes::networks)
        .options(RunOption.OOM_KILL_DISABLE, RunOption.OOM_SCORE_ADJ, RunOption.PID)
        .whole("pids_limit")
        .options(RunOption.PLATFORM);
  }

  private static Table end(Table t) {
    return t.with("ports", PartShapes.PORTS, Readers.each(new FieldsReader(PartShapes.PORT)::read))
        .options(RunOption.PRIVILEGED)
        .with("pull_policy", Shape.like(PULL_POLICY), Readers::text)
        .unseen("pull_refresh_after", Shape.TEXT)
        .flag("read_only")
        .text("restart")
        .options(RunOption.RUNTIME)
        .with("scale", Table.WHOLE_OR_TEXT, Readers::whole, Presence.GIVEN)
        .with("secrets", PartShapes.FILES, PartShapes::files)
        .options(RunOption.SECURITY_OPT, RunOption.SHM_SIZE, RunOption.STDIN_OPEN)
        .duration("stop_grace_period")
        .text("stop_signal")
        .options(RunOption.STORAGE_OPT, RunOption.SYSCTLS)
        .with("tmpfs", Table.TEXTS_OR_TEXT, Readers::textOrList)
        .options(RunOption.TTY, RunOption.ULIMITS)
        .with("use_api_socket", Shape.Plain.FLAG, Readers::flag)
        .text("user")
        .options(RunOption.USERNS_MODE, RunOption.UTS)
        .with("volumes", MountShape.MOUNTS, Readers.each(new FieldsReader(MountShape.MOUNT)::read))
        .options(RunOption.VOLUMES_FROM)
        .text("working_dir")
        .with("post_start", hooks(), Readers.each(new FieldsReader(HOOK)::read))
        .with("pre_stop", hooks(), Readers.each(new FieldsReader(HOOK)::read))
        .otherOptions();
  }

  private static Shape hooks() {
    return Shape.listOf(HOOK.requiring("command"));
  }

  static Shape bounded(long least, long most) {
    return Shape.oneOf(Shape.TEXT, new Shape.Whole(least, most));
  }
}
