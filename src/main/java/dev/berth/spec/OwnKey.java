package dev.berth.spec;

import static dev.berth.spec.KeyDecision.FREE;
import static dev.berth.spec.KeyDecision.bounded;
import static dev.berth.spec.KeyDecision.guarded;

import java.util.Optional;

/**
 * A key of a service that Berth itself understands, in the order in which answers have them. Those
 * who make something of each have a switch without a default, so that a new one does not compile
 * until they have decided.
 */
public enum OwnKey implements ServiceKey {
  IMAGE("image", FREE),
  PULL_POLICY("pull_policy", FREE),
  UPDATE("update"),
  BUILD("build", FREE),
  ENTRYPOINT("entrypoint", FREE),
  COMMAND("command", FREE),
  USER("user", FREE),
  WORKING_DIR("working_dir", FREE),
  HOSTNAME("hostname", FREE),
  INIT("init", FREE),
  READ_ONLY("read_only", FREE),
  STOP_SIGNAL("stop_signal", FREE),
  STOP_GRACE_PERIOD("stop_grace_period", FREE),
  PORTS("ports", FREE),
  EXPOSE("expose", FREE),
  ENVIRONMENT("environment", FREE),
  ENV("env"),
  VOLUMES("volumes", FREE),
  TMPFS("tmpfs", bounded("options of other mounts make another mount of it")),
  DEPENDS_ON("depends_on", FREE),
  LINKS("links", FREE),
  HEALTHCHECK("healthcheck", FREE),
  ON_UNHEALTHY("onUnhealthy"),
  RESTART("restart", FREE),
  DEPLOY("deploy", FREE),
  REPLICAS("replicas"),
  SCALE("scale", FREE),
  LABELS("labels", FREE),
  CPUS("cpus", FREE),
  MEM_LIMIT("mem_limit", FREE),
  MEM_RESERVATION("mem_reservation", FREE),
  PIDS_LIMIT("pids_limit", FREE),
  NETWORK_MODE("network_mode", guarded("host-namespaces")),
  CONTAINER_NAME("container_name", FREE),
  EXTERNAL_LINKS("external_links", FREE),
  NETWORKS("networks", FREE),
  SECRETS("secrets", FREE),
  CONFIGS("configs", FREE),
  POST_START("post_start", FREE),
  PRE_STOP("pre_stop", FREE),
  RENEW_ANON_VOLUMES("renew_anon_volumes"),
  ATTACH("attach", FREE),
  DEVELOP("develop", FREE);

  private final String key;

  @SuppressWarnings("ImmutableEnumChecker") // Decisions are records of texts.
  private final Optional<KeyDecision> decision;

  /** Of Berth alone. */
  OwnKey(String key) {
    this.key = key;
    this.decision = Optional.empty();
  }

  OwnKey(String key, KeyDecision decision) {
    this.key = key;
    this.decision = Optional.of(decision);
  }

  @Override
  public String key() {
    return key;
  }

  @Override
  public Optional<KeyDecision> decided() {
    return decision;
  }
}
