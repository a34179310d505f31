package dev.berth.compose;

import dev.berth.compose.Shape.Fields;
import dev.berth.compose.Shape.Presence;
import dev.berth.spec.OwnKey;
import dev.berth.spec.RunOption;

/** The keys of a service, in the order of the canonical model; what it does not know comes last. */
final class ServiceShape {
  static final Fields SERVICE = end(middle(beginning(new Table()))).fields();

  private ServiceShape() {}

  private static Table beginning(Table t) {
    return t.texts("profiles")
        .options(RunOption.ANNOTATIONS)
        .own(OwnKey.ATTACH, OwnKey.BUILD, OwnKey.DEVELOP)
        .options(RunOption.BLKIO, RunOption.CAP_ADD, RunOption.CAP_DROP)
        .options(RunOption.CGROUP_PARENT, RunOption.CGROUP)
        .options(RunOption.CPU_COUNT, RunOption.CPU_PERCENT, RunOption.CPU_PERIOD)
        .options(RunOption.CPU_QUOTA, RunOption.CPU_RT_PERIOD, RunOption.CPU_RT_RUNTIME)
        .own(OwnKey.CPUS)
        .options(RunOption.CPUSET, RunOption.CPU_SHARES)
        .own(OwnKey.COMMAND, OwnKey.CONFIGS, OwnKey.CONTAINER_NAME)
        .inner("credential_spec", PartShapes.CREDENTIALS, Presence.GIVEN)
        .own(OwnKey.DEPENDS_ON, OwnKey.DEPLOY)
        .options(RunOption.DEVICE_CGROUP_RULES, RunOption.DEVICES)
        .options(RunOption.DNS, RunOption.DNS_OPT, RunOption.DNS_SEARCH, RunOption.DOMAINNAME);
  }

  private static Table middle(Table t) {
    return t.own(OwnKey.ENTRYPOINT)
        .inner("provider", PartShapes.PROVIDER.requiring("type"), Presence.GIVEN)
        .own(OwnKey.ENVIRONMENT)
        .unseen("env_file", PartShapes.ENV_FILE)
        .own(OwnKey.EXPOSE)
        .unseen("extends", Shape.oneOf(Shape.TEXT, PartShapes.EXTENDS.requiring("service")))
        .own(OwnKey.EXTERNAL_LINKS)
        .options(RunOption.EXTRA_HOSTS, RunOption.GROUP_ADD, RunOption.GPUS)
        .own(OwnKey.HOSTNAME, OwnKey.HEALTHCHECK, OwnKey.IMAGE, OwnKey.INIT)
        .options(RunOption.IPC, RunOption.ISOLATION)
        .own(OwnKey.LABELS)
        .unseen("label_file", Shape.oneOf(Shape.TEXT, Shape.listOf(Shape.TEXT)))
        .own(OwnKey.LINKS)
        .options(RunOption.LOGGING)
        .own(OwnKey.MEM_LIMIT, OwnKey.MEM_RESERVATION)
        .options(RunOption.MEMSWAP_LIMIT, RunOption.MEM_SWAPPINESS, RunOption.MAC_ADDRESS)
        .with("models", PartShapes.MODELS, PartShapes::models)
        .own(OwnKey.NETWORK_MODE, OwnKey.NETWORKS)
        .options(RunOption.OOM_KILL_DISABLE, RunOption.OOM_SCORE_ADJ, RunOption.PID)
        .own(OwnKey.PIDS_LIMIT)
        .options(RunOption.PLATFORM);
  }

  private static Table end(Table t) {
    return t.own(OwnKey.PORTS)
        .options(RunOption.PRIVILEGED)
        .own(OwnKey.PULL_POLICY)
        .unseen("pull_refresh_after", Shape.TEXT)
        .own(OwnKey.READ_ONLY, OwnKey.RESTART)
        .options(RunOption.RUNTIME)
        .own(OwnKey.SCALE, OwnKey.SECRETS)
        .options(RunOption.SECURITY_OPT, RunOption.SHM_SIZE, RunOption.STDIN_OPEN)
        .own(OwnKey.STOP_GRACE_PERIOD, OwnKey.STOP_SIGNAL)
        .options(RunOption.STORAGE_OPT, RunOption.SYSCTLS)
        .own(OwnKey.TMPFS)
        .options(RunOption.TTY, RunOption.ULIMITS)
        .with("use_api_socket", Shape.Plain.FLAG, Readers::flag)
        .own(OwnKey.USER)
        .options(RunOption.USERNS_MODE, RunOption.UTS)
        .own(OwnKey.VOLUMES)
        .options(RunOption.VOLUMES_FROM)
        .own(OwnKey.WORKING_DIR, OwnKey.POST_START, OwnKey.PRE_STOP)
        .others();
  }

  static Shape bounded(long least, long most) {
    return Shape.oneOf(Shape.TEXT, new Shape.Whole(least, most));
  }
}
