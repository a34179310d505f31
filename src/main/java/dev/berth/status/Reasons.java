package dev.berth.status;

import java.util.Set;

/** The words that conditions give as reasons. They are part of the contract and stay. */
public final class Reasons {
  public static final String ALL_READY = "AllReady";
  public static final String STOPPED = "Stopped";
  public static final String COMPLETED = "Completed";
  public static final String DELETING = "Deleting";
  public static final String BUILDING = "Building";
  public static final String PULLING = "Pulling";
  public static final String STARTING = "Starting";
  public static final String STOPPING = "Stopping";
  public static final String UPDATING = "Updating";
  public static final String DRIFT_FOUND = "DriftFound";
  public static final String IN_SYNC = "InSync";
  public static final String UP_TO_DATE = "UpToDate";
  public static final String NOT_STALLED = "NotStalled";
  public static final String ENGINE_UNREACHABLE = "EngineUnreachable";
  public static final String ENGINE_NOT_FOUND = "EngineNotFound";
  public static final String ENGINE_SUSPENDED = "EngineSuspended";
  public static final String ENGINE_ERROR = "EngineError";
  public static final String ENGINE_DISK_FULL = "EngineDiskFull";
  public static final String IMAGE_NOT_FOUND = "ImageNotFound";
  public static final String REGISTRY_UNREACHABLE = "RegistryUnreachable";
  public static final String SECRET_NOT_FOUND = "SecretNotFound";
  public static final String BUILD_FAILED = "BuildFailed";
  public static final String PULL_FAILED = "PullFailed";
  public static final String PORT_IN_USE = "PortInUse";
  public static final String POLICY_DENIED = "PolicyDenied";
  public static final String NAME_CONFLICT = "NameConflict";
  public static final String INVALID_SETTINGS = "InvalidSettings";
  public static final String CRASH_LOOP = "CrashLoopBackOff";
  public static final String OOM_KILLED = "OOMKilled";
  public static final String NO_PROGRESS = "NoProgress";
  public static final String FAILED = "ContainerFailed";
  public static final String UNHEALTHY = "Unhealthy";
  public static final String HOOK_FAILED = "HookFailed";
  public static final String READY_TIMEOUT = "ReadyTimeout";
  public static final String DEPENDENCY_NOT_READY = "DependencyNotReady";

  public static final String NETWORK_IN_USE = "NetworkInUse";
  public static final String NETWORK_NOT_FOUND = "NetworkNotFound";
  public static final String VOLUME_NOT_FOUND = "VolumeNotFound";
  public static final String CERTIFICATE_EXPIRED = "CertificateExpired";
  public static final String CERTIFICATE_FAILED = "CertificateFailed";
  public static final String CERTIFICATE_INVALID = "CertificateInvalid";
  public static final String CERTIFICATE_PENDING = "CertificatePending";
  public static final String HOST_TAKEN = "HostTaken";
  public static final String DRAINING = "Draining";
  public static final String HOLDER_DOWN = "HolderDown";
  public static final String NOT_REACHABLE = "NotReachable";
  public static final String ROLLED_BACK = "RolledBack";
  public static final String PAUSED = "Paused";
  public static final String NO_SUITABLE_NODE = "NoSuitableNode";
  public static final String INSUFFICIENT_RESOURCES = "InsufficientResources";
  public static final String NODE_DOWN = "NodeDown";
  public static final String UPDATE_PAUSED = "UpdatePaused";

  /** Failures that come of what was declared; what else is in the way may go away by itself. */
  private static final Set<String> ENDS =
      Set.of(
          IMAGE_NOT_FOUND,
          REGISTRY_UNREACHABLE,
          BUILD_FAILED,
          INVALID_SETTINGS,
          CRASH_LOOP,
          OOM_KILLED,
          FAILED,
          HOOK_FAILED,
          NOT_REACHABLE,
          READY_TIMEOUT,
          UPDATE_PAUSED);

  /** None comes of the revision, and whoever waits for it has waited long enough. */
  private static final Set<String> WAITED_OUT =
      Set.of(UNHEALTHY, CERTIFICATE_FAILED, CERTIFICATE_INVALID, HOST_TAKEN);

  private Reasons() {}

  /** Whether a stall for that reason ends a wait, though some of the app is up. */
  public static boolean endsWait(String reason) {
    return endsRollout(reason) || WAITED_OUT.contains(reason);
  }

  /** Whether a stall for that reason means that the revision has failed. */
  public static boolean endsRollout(String reason) {
    return ENDS.contains(reason);
  }
}
