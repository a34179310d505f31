package dev.berth.spec.policy;

import dev.berth.spec.ProcessLimits;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Settings of the kernel that a container has for itself, and limits that take nothing of others.
 */
final class KernelRules {
  /** Parts between dots or slashes, none of which leads upwards. */
  private static final Pattern NAME = Pattern.compile("[a-z]+(?:[./][A-Za-z0-9_-]+)++");

  /** Those of the namespaces of network and IPC (runc, {@code configs/validate}). */
  private static final Pattern OWN =
      Pattern.compile(
          "(?:net\\..+|fs\\.mqueue\\..+|kernel\\.(?:msgmax|msgmnb|msgmni|sem|shmall|shmmax|shmmni"
              + "|shm_rmid_forced|domainname|hostname))");

  private KernelRules() {}

  static boolean isOfContainer(String sysctl) {
    return NAME.matcher(sysctl).matches() && OWN.matcher(sysctl.replace('/', '.')).matches();
  }

  /** By its name, with or without {@code RLIMIT_} in front. */
  static boolean isHarmlessLimit(String name) {
    String bare = name.strip().toLowerCase(Locale.ROOT).replaceFirst("^rlimit_", "");
    return ProcessLimits.HARMLESS.contains(bare);
  }
}
