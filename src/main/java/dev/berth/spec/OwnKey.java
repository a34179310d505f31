package dev.berth.spec;

import static dev.berth.spec.KeyDecision.FREE;
import static dev.berth.spec.KeyDecision.bounded;
import static dev.berth.spec.KeyDecision.guarded;

import java.util.Optional;

/**
 * A key of a service that Berth itself understands. Those who make something of each have a switch
 * without a default, so that a new one does not compile until they have decided.
 */
public enum OwnKey implements ServiceKey {
  ATTACH("attach", FREE),
  BUILD("build", FREE),
  COMMAND("command", FREE),
  CONFIGS("configs", FREE),
  CONTAINER_NAME("container_name", FREE),
  CPUS("cpus", FREE),
  DEPENDS_ON("depends_on", FREE),
  DEPLOY("deploy", FREE),
  DEVELOP("develop", FREE),
  ENTRYPOINT("entrypoint", FREE),
  ENV("env"),
  ENVIRONMENT("environment", FREE),
  EXPOSE("expose", FREE),
  EXTERNAL_LINKS("external_links", FREE),
  HEALTHCHECK("healthcheck", FREE),
  HOSTNAME("hostname", FREE),
  IMAGE("image", FREE),
  INIT("init", FREE),
  LABELS("labels", FREE),
  LINKS("links", FREE),
  MEM_LIMIT("mem_limit", FREE),
  MEM_RESERVATION("mem_reservation", FREE),
  NETWORKS("networks", FREE),
  NETWORK_MODE("network_mode", guarded("host-namespaces")),
  ON_UNHEALTHY("onUnhealthy"),
  PIDS_LIMIT("pids_limit", FREE),
  PORTS("ports", FREE),
  POST_START("post_start", FREE),
  PRE_STOP("pre_stop", FREE),
  PULL_POLICY("pull_policy", FREE),
  READ_ONLY("read_only", FREE),
  RENEW_ANON_VOLUMES("renew_anon_volumes"),
  REPLICAS("replicas"),
  RESTART("restart", FREE),
  SCALE("scale", FREE),
  SECRETS("secrets", FREE),
  STOP_GRACE_PERIOD("stop_grace_period", FREE),
  STOP_SIGNAL("stop_signal", FREE),
  TMPFS("tmpfs", bounded("options of other mounts make another mount of it")),
  UPDATE("update"),
  USER("user", FREE),
  VOLUMES("volumes", FREE),
  WORKING_DIR("working_dir", FREE);

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
