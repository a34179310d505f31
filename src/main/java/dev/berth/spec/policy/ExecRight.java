package dev.berth.spec.policy;

import java.util.Optional;

/** Who may run commands in containers: a right of its own, for it shows what secrets hide. */
public enum ExecRight {
  /** Nobody. */
  NONE,
  /** Admins alone. */
  ADMIN,
  /** Deployers too, in the apps that their tokens are for. */
  DEPLOYER;

  /** The least role that has it, if any has. */
  public Optional<Role> role() {
    return switch (this) {
      case NONE -> Optional.empty();
      case ADMIN -> Optional.of(Role.ADMIN);
      case DEPLOYER -> Optional.of(Role.DEPLOYER);
    };
  }
}
