package dev.berth.spec.policy;

/** A list by which an operator allows more than what is free, word by word. */
public enum Grant {
  /** Keys of {@code annotations} that runtimes of containers act on. */
  ANNOTATIONS("berth.policy.annotations"),
  /** Control groups that {@code cgroup_parent} may name. */
  CGROUP_PARENTS("berth.policy.cgroup-parents"),
  /** Drivers that {@code logging} may name, with all of their options. */
  LOG_DRIVERS("berth.policy.log-drivers"),
  /** What {@code runtime} may name. */
  RUNTIMES("berth.policy.runtimes"),
  /** What {@code security_opt} may hold: {@code seccomp=unconfined}. */
  SECURITY_OPTIONS("berth.policy.security-options"),
  /** Settings of the kernel that are not the container's own. */
  SYSCTLS("berth.policy.sysctls"),
  /** Drivers of volumes beside the engine's own. */
  VOLUME_DRIVERS("berth.policy.volume-drivers"),
  /** File systems that the engine's own driver may mount as volumes. */
  VOLUME_TYPES("berth.policy.volume-types");

  /** Stands for every word. */
  static final String ALL = "ALL";

  private final String setting;

  Grant(String setting) {
    this.setting = setting;
  }

  /** Its name among the settings. */
  public String setting() {
    return setting;
  }
}
